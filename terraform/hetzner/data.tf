# The one thing that must not get lost besides the key pair: devices, in a database or in Redis.
resource "hcloud_volume" "data" {
  name              = "${var.name}-data"
  size              = var.volume_size
  location          = var.location
  delete_protection = true
}

resource "hcloud_volume_attachment" "data" {
  volume_id = hcloud_volume.data.id
  server_id = local.single ? hcloud_server.rendezvous[0].id : hcloud_server.redis[0].id
  # cloud-init mounts it.
  automount = false
}

locals {
  redis_install = templatefile("${path.module}/redis.sh.tftpl", { device = hcloud_volume.data.linux_device })
  redis_config = join("\n", [
    "bind ${local.redis_ip}",
    "protected-mode no",
    "requirepass ${var.redis_password}",
    "dir /var/lib/redis",
    "appendonly yes",
    "appendfsync always",
    "maxmemory-policy noeviction",
    "",
  ])
}

resource "hcloud_server" "redis" {
  count        = local.single ? 0 : 1
  name         = "${var.name}-redis"
  server_type  = var.server_types.redis
  image        = var.image
  location     = var.location
  ssh_keys     = var.ssh_keys
  firewall_ids = [hcloud_firewall.base.id]
  labels       = { fairlead = "redis" }
  user_data = "#cloud-config\n${yamlencode({
    package_update = true
    write_files = [
      { path = "/root/redis.conf", permissions = "0600", content = local.redis_config },
      { path = "/root/install", permissions = "0700", content = local.redis_install },
    ]
    runcmd = [["/root/install"]]
  })}"
  # For packages; nothing comes in by it but SSH.
  public_net {
    ipv4_enabled = true
    ipv6_enabled = true
  }
  network {
    network_id = hcloud_network.inside.id
    ip         = local.redis_ip
  }
  depends_on = [hcloud_network_subnet.inside]
}
