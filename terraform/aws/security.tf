locals {
  anywhere = "0.0.0.0/0"
  web      = var.certificate_arn != ""

  balancer_ports = merge(
    { nat-test = { protocol = "tcp", port = 21115 }, rendezvous = { protocol = "tcp", port = 21116 } },
    { datagrams = { protocol = "udp", port = 21116 }, websocket = { protocol = "tcp", port = 21118 } },
    local.web ? { web = { protocol = "tcp", port = 443 } } : {},
  )
  admin = { for i, network in var.admin_networks : tostring(i) => network }
}

resource "aws_security_group" "balancer" {
  region      = var.region
  name        = "${var.name}-balancer"
  description = "Clients reach the load balancer"
  vpc_id      = aws_vpc.in[var.region].id
}

resource "aws_vpc_security_group_ingress_rule" "balancer" {
  for_each          = local.balancer_ports
  region            = var.region
  security_group_id = aws_security_group.balancer.id
  ip_protocol       = each.value.protocol
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = local.anywhere
}

resource "aws_vpc_security_group_egress_rule" "balancer" {
  region                       = var.region
  security_group_id            = aws_security_group.balancer.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.rendezvous.id
}

resource "aws_security_group" "rendezvous" {
  region      = var.region
  name        = "${var.name}-rendezvous"
  description = "The load balancer and other nodes reach rendezvous servers"
  vpc_id      = aws_vpc.in[var.region].id
}

resource "aws_vpc_security_group_ingress_rule" "rendezvous" {
  for_each = {
    tcp = { protocol = "tcp", from = 21115, to = 21120 }
    udp = { protocol = "udp", from = 21116, to = 21116 }
    web = { protocol = "tcp", from = 21180, to = 21180 }
  }
  region                       = var.region
  security_group_id            = aws_security_group.rendezvous.id
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from
  to_port                      = each.value.to
  referenced_security_group_id = aws_security_group.balancer.id
}

resource "aws_vpc_security_group_ingress_rule" "nodes" {
  region                       = var.region
  security_group_id            = aws_security_group.rendezvous.id
  ip_protocol                  = "tcp"
  from_port                    = 21130
  to_port                      = 21130
  referenced_security_group_id = aws_security_group.rendezvous.id
}

resource "aws_vpc_security_group_egress_rule" "rendezvous" {
  region            = var.region
  security_group_id = aws_security_group.rendezvous.id
  ip_protocol       = "-1"
  cidr_ipv4         = local.anywhere
}

resource "aws_vpc_security_group_ingress_rule" "rendezvous_ssh" {
  for_each          = local.admin
  region            = var.region
  security_group_id = aws_security_group.rendezvous.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.value
}

resource "aws_security_group" "relay" {
  for_each    = var.relays
  region      = each.key
  name        = "${var.name}-relay"
  description = "Clients and other relays reach relays"
  vpc_id      = aws_vpc.in[each.key].id
}

resource "aws_vpc_security_group_ingress_rule" "relay" {
  for_each          = merge([for region in keys(var.relays) : { for port in [21117, 21119] : "${region}/${port}" => { region = region, port = port } }]...)
  region            = each.value.region
  security_group_id = aws_security_group.relay[each.value.region].id
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = local.anywhere
}

resource "aws_vpc_security_group_ingress_rule" "between_relays" {
  for_each          = merge([for region in keys(var.relays) : { for other in keys(var.relays) : "${region}/${other}" => { region = region, other = other } }]...)
  region            = each.value.region
  security_group_id = aws_security_group.relay[each.value.region].id
  ip_protocol       = "tcp"
  from_port         = 21121
  to_port           = 21121
  cidr_ipv4         = local.networks[each.value.other]
}

resource "aws_vpc_security_group_ingress_rule" "relay_ssh" {
  for_each          = merge([for region in keys(var.relays) : { for i, network in local.admin : "${region}/${i}" => { region = region, network = network } }]...)
  region            = each.value.region
  security_group_id = aws_security_group.relay[each.value.region].id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.value.network
}

resource "aws_vpc_security_group_egress_rule" "relay" {
  for_each          = var.relays
  region            = each.key
  security_group_id = aws_security_group.relay[each.key].id
  ip_protocol       = "-1"
  cidr_ipv4         = local.anywhere
}

resource "aws_security_group" "redis" {
  region      = var.region
  name        = "${var.name}-redis"
  description = "Nodes of all regions reach Redis"
  vpc_id      = aws_vpc.in[var.region].id
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  for_each          = local.networks
  region            = var.region
  security_group_id = aws_security_group.redis.id
  ip_protocol       = "tcp"
  from_port         = 6379
  to_port           = 6379
  cidr_ipv4         = each.value
}
