locals {
  single   = var.rendezvous == 0
  network  = "10.44.0.0/16"
  has_web  = nonsensitive(var.web_certificate != null)
  host     = var.public_host != "" ? var.public_host : hcloud_primary_ip.rendezvous[0].ip_address
  anywhere = ["0.0.0.0/0", "::/0"]

  # Known before the machines are, so that each can be told all.
  balancer_ip   = cidrhost(local.network, 5)
  redis_ip      = cidrhost(local.network, 6)
  rendezvous_ip = [for i in range(max(var.rendezvous, 1)) : cidrhost(local.network, 10 + i)]
  relay_ip      = [for i in range(length(var.relays)) : cidrhost(local.network, 100 + i)]
}

resource "hcloud_network" "inside" {
  name     = var.name
  ip_range = local.network
}

resource "hcloud_network_subnet" "inside" {
  network_id   = hcloud_network.inside.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = local.network
}

# Firewalls of Hetzner are for public addresses; what comes by the private network does not pass them.
resource "hcloud_firewall" "rendezvous" {
  name = "${var.name}-rendezvous"
  dynamic "rule" {
    for_each = concat(
      [{ protocol = "tcp", port = "21115-21116" }, { protocol = "udp", port = "21116" }, { protocol = "tcp", port = "21118" }],
      local.single ? [{ protocol = "tcp", port = "21117" }, { protocol = "tcp", port = "21119" }] : [],
      local.single && local.has_web ? [{ protocol = "tcp", port = "443" }] : [],
    )
    content {
      direction  = "in"
      protocol   = rule.value.protocol
      port       = rule.value.port
      source_ips = local.anywhere
    }
  }
}

resource "hcloud_firewall" "relay" {
  count = local.single ? 0 : 1
  name  = "${var.name}-relay"
  dynamic "rule" {
    for_each = ["21117", "21119"]
    content {
      direction  = "in"
      protocol   = "tcp"
      port       = rule.value
      source_ips = local.anywhere
    }
  }
}

# All machines: pings, and SSH from where operators are. Without another firewall nothing else comes in.
resource "hcloud_firewall" "base" {
  name = "${var.name}-base"
  rule {
    direction  = "in"
    protocol   = "icmp"
    source_ips = local.anywhere
  }
  dynamic "rule" {
    for_each = length(var.admin_networks) > 0 ? [var.admin_networks] : []
    content {
      direction  = "in"
      protocol   = "tcp"
      port       = "22"
      source_ips = rule.value
    }
  }
}

# Hetzner's load balancers carry TCP alone, and devices register by UDP: clients get the servers' own addresses under one
# name. Port 443 is TCP, so that one load balancer serves it, under a name of its own.
resource "hcloud_load_balancer" "web" {
  count              = local.single || !local.has_web ? 0 : 1
  name               = "${var.name}-web"
  load_balancer_type = "lb11"
  location           = var.location
}

resource "hcloud_load_balancer_network" "web" {
  count            = length(hcloud_load_balancer.web)
  load_balancer_id = hcloud_load_balancer.web[0].id
  network_id       = hcloud_network.inside.id
  ip               = local.balancer_ip
  depends_on       = [hcloud_network_subnet.inside]
}

resource "hcloud_load_balancer_target" "web" {
  count            = length(hcloud_load_balancer.web) == 0 ? 0 : var.rendezvous
  type             = "server"
  load_balancer_id = hcloud_load_balancer.web[0].id
  server_id        = hcloud_server.rendezvous[count.index].id
  use_private_ip   = true
  depends_on       = [hcloud_load_balancer_network.web]
}

# TLS ends at the servers: a balancer that ends it would pass on the X-Real-IP that a client makes up.
resource "hcloud_load_balancer_service" "web" {
  count            = length(hcloud_load_balancer.web)
  load_balancer_id = hcloud_load_balancer.web[0].id
  protocol         = "tcp"
  listen_port      = 443
  destination_port = local.web_port
  proxyprotocol    = true
  health_check {
    protocol = "http"
    port     = 21120
    interval = 5
    timeout  = 3
    retries  = 2
    http {
      path         = "/readyz"
      status_codes = ["200"]
    }
  }
}

resource "hcloud_zone_rrset" "rendezvous" {
  count   = var.zone == "" ? 0 : 1
  zone    = var.zone
  name    = trimsuffix(var.public_host, ".${var.zone}")
  type    = "A"
  ttl     = 60
  records = [for ip in hcloud_primary_ip.rendezvous : { value = ip.ip_address }]
}

resource "hcloud_zone_rrset" "web" {
  count   = var.zone == "" ? 0 : length(hcloud_load_balancer.web)
  zone    = var.zone
  name    = "web.${trimsuffix(var.public_host, ".${var.zone}")}"
  type    = "A"
  ttl     = 60
  records = [{ value = hcloud_load_balancer.web[0].ipv4 }]
}
