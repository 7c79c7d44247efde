locals {
  rendezvous = { for i in range(var.rendezvous) : tostring(i) => {
    subnet = "${var.region}/${i % var.availability_zones}"
    ip     = cidrhost(cidrsubnet(local.networks[var.region], 4, i % var.availability_zones), 10 + i)
  } }
  relays = merge([for region, count in var.relays : { for i in range(count) : "${region}/${i}" => {
    region = region
    name   = "relay-${region}-${i + 1}"
    ip     = cidrhost(cidrsubnet(local.networks[region], 4, 0), 100 + i)
  } }]...)
  seeds = join(",", [for i in range(var.rendezvous) : "${local.rendezvous[tostring(i)].ip}:21130"])

  shared = {
    "key"   = "_"
    "redis" = "rediss://${aws_elasticache_replication_group.redis.primary_endpoint_address}:6379"
  }
  secrets = { "cluster-secret" = var.cluster_secret, "redis-password" = var.redis_password }
}

data "aws_ami" "debian" {
  for_each    = toset(local.regions)
  region      = each.key
  most_recent = true
  # Debian's own account.
  owners = ["136693071363"]
  filter {
    name   = "name"
    values = ["debian-13-${var.architecture}-*"]
  }
}

module "rendezvous" {
  source   = "../modules/node"
  for_each = local.rendezvous
  role     = "rendezvous"
  package  = var.package
  key_pair = var.key_pair
  options = merge(local.shared, {
    "public-host"    = var.public_host
    "node-name"      = "rendezvous${each.key}"
    "region"         = var.region
    "redis-replicas" = "1"
    "cluster-bind"   = each.value.ip
    "cluster-seeds"  = local.seeds
    "metrics-bind"   = each.value.ip
  }, local.web ? { "web-port" = "21180" } : {}, var.options)
  secret_options = local.secrets
  drain_seconds  = 30
}

resource "aws_instance" "rendezvous" {
  for_each                    = local.rendezvous
  region                      = var.region
  ami                         = data.aws_ami.debian[var.region].id
  instance_type               = var.instance_types.rendezvous
  subnet_id                   = aws_subnet.in[each.value.subnet].id
  private_ip                  = each.value.ip
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.rendezvous.id]
  key_name                    = var.key_name == "" ? null : var.key_name
  # User data is 16 KiB at most; cloud-init unpacks it.
  user_data_base64 = base64gzip(module.rendezvous[each.key].user_data)
  metadata_options {
    http_tokens = "required"
  }
  root_block_device {
    encrypted = true
  }
  tags = { Name = "${var.name}-rendezvous${each.key}" }
  # A newer image is no reason to replace a server.
  lifecycle {
    ignore_changes = [ami]
  }
  depends_on = [aws_route.out, aws_route_table_association.in]
}

resource "aws_eip" "relay" {
  for_each = local.relays
  region   = each.value.region
  domain   = "vpc"
  tags     = { Name = "${var.name}-${each.value.name}" }
}

module "relay" {
  source   = "../modules/node"
  for_each = local.relays
  role     = "relay"
  package  = var.package
  key_pair = var.key_pair
  options = merge(local.shared, {
    "node-name"     = each.value.name
    "region"        = each.value.region
    "cluster-bind"  = each.value.ip
    "metrics-bind"  = each.value.ip
    "relay-address" = var.zone_id == "" ? aws_eip.relay[each.key].public_ip : "${each.value.name}.${var.public_host}"
  }, var.options)
  secret_options = local.secrets
  drain_seconds  = 600
}

resource "aws_instance" "relay" {
  for_each               = local.relays
  region                 = each.value.region
  ami                    = data.aws_ami.debian[each.value.region].id
  instance_type          = var.instance_types.relay
  subnet_id              = aws_subnet.in["${each.value.region}/0"].id
  private_ip             = each.value.ip
  vpc_security_group_ids = [aws_security_group.relay[each.value.region].id]
  key_name               = var.key_name == "" ? null : var.key_name
  # For packages, until the relay's own address is there.
  associate_public_ip_address = true
  user_data_base64            = base64gzip(module.relay[each.key].user_data)
  metadata_options {
    http_tokens = "required"
  }
  root_block_device {
    encrypted = true
  }
  tags = { Name = "${var.name}-${each.value.name}" }
  lifecycle {
    # The elastic address takes the place of the first one, which then looks like a change.
    ignore_changes = [ami, associate_public_ip_address]
  }
  depends_on = [aws_route.out, aws_route_table_association.in]
}

resource "aws_eip_association" "relay" {
  for_each      = local.relays
  region        = each.value.region
  allocation_id = aws_eip.relay[each.key].id
  instance_id   = aws_instance.relay[each.key].id
}
