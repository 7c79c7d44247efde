locals {
  # Behind the balancer, which clients reach at 443, any port does.
  web_port = local.single ? 443 : 21180
  web_options = local.has_web ? {
    "web-port" = tostring(local.web_port)
    "tls-cert" = "/etc/fairlead/web.crt"
    "tls-key"  = "/etc/fairlead/web.key"
  } : {}
  web_files = local.has_web ? { "web.crt" = var.web_certificate.chain, "web.key" = var.web_certificate.key } : {}

  shared = local.single ? {} : {
    "key"   = "_"
    "redis" = "redis://${local.redis_ip}:6379"
  }
  secrets = local.single ? {} : { "cluster-secret" = var.cluster_secret, "redis-password" = var.redis_password }
  seeds   = join(",", [for ip in local.rendezvous_ip : "${ip}:21130"])
}

# Addresses that stay when a server is replaced.
resource "hcloud_primary_ip" "rendezvous" {
  count       = max(var.rendezvous, 1)
  name        = "${var.name}-rendezvous${count.index + 1}"
  type        = "ipv4"
  location    = var.location
  auto_delete = false
}

resource "hcloud_primary_ip" "relay" {
  count       = length(var.relays)
  name        = "${var.name}-relay${count.index + 1}"
  type        = "ipv4"
  location    = var.relays[count.index]
  auto_delete = false
}

resource "hcloud_placement_group" "rendezvous" {
  name = "${var.name}-rendezvous"
  type = "spread"
}

module "rendezvous" {
  source   = "../modules/node"
  count    = max(var.rendezvous, 1)
  role     = local.single ? "standalone" : "rendezvous"
  package  = var.package
  key_pair = var.key_pair
  options = merge(
    { "public-host" = local.host },
    local.shared,
    local.single ? {} : {
      "node-name"     = "rendezvous${count.index + 1}"
      "region"        = var.location
      "cluster-bind"  = local.rendezvous_ip[count.index]
      "cluster-seeds" = local.seeds
      "metrics-bind"  = local.rendezvous_ip[count.index]
    },
    local.web_options,
    !local.single && local.has_web ? { "trusted-proxies" = local.balancer_ip, "proxy-protocol" = "optional" } : {},
    var.options,
  )
  secret_options = local.secrets
  files          = local.web_files
  drain_seconds  = local.single ? 0 : 30
  data_device    = local.single ? hcloud_volume.data.linux_device : ""
}

resource "hcloud_server" "rendezvous" {
  count              = max(var.rendezvous, 1)
  name               = "${var.name}-rendezvous${count.index + 1}"
  server_type        = var.server_types.rendezvous
  image              = var.image
  location           = var.location
  ssh_keys           = var.ssh_keys
  placement_group_id = hcloud_placement_group.rendezvous.id
  firewall_ids       = [hcloud_firewall.base.id, hcloud_firewall.rendezvous.id]
  user_data          = module.rendezvous[count.index].user_data
  labels             = { fairlead = local.single ? "standalone" : "rendezvous" }
  public_net {
    ipv4         = hcloud_primary_ip.rendezvous[count.index].id
    ipv6_enabled = true
  }
  network {
    network_id = hcloud_network.inside.id
    ip         = local.rendezvous_ip[count.index]
  }
  depends_on = [hcloud_network_subnet.inside]
}

module "relay" {
  source   = "../modules/node"
  count    = length(var.relays)
  role     = "relay"
  package  = var.package
  key_pair = var.key_pair
  options = merge(
    local.shared,
    {
      "node-name"     = "relay${count.index + 1}"
      "region"        = var.relays[count.index]
      "cluster-bind"  = local.relay_ip[count.index]
      "metrics-bind"  = local.relay_ip[count.index]
      "relay-address" = hcloud_primary_ip.relay[count.index].ip_address
    },
    var.options,
  )
  secret_options = local.secrets
  drain_seconds  = 600
}

resource "hcloud_server" "relay" {
  count        = length(var.relays)
  name         = "${var.name}-relay${count.index + 1}"
  server_type  = var.server_types.relay
  image        = var.image
  location     = var.relays[count.index]
  ssh_keys     = var.ssh_keys
  firewall_ids = [hcloud_firewall.base.id, hcloud_firewall.relay[0].id]
  user_data    = module.relay[count.index].user_data
  labels       = { fairlead = "relay" }
  public_net {
    ipv4         = hcloud_primary_ip.relay[count.index].id
    ipv6_enabled = true
  }
  network {
    network_id = hcloud_network.inside.id
    ip         = local.relay_ip[count.index]
  }
  depends_on = [hcloud_network_subnet.inside]
}
