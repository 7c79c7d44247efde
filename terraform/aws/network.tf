locals {
  regions  = distinct(concat([var.region], keys(var.relays)))
  networks = { for i, region in local.regions : region => cidrsubnet("10.80.0.0/12", 4, i) }
  inside   = values(local.networks)

  # One subnet for each availability zone of the first region, and one in each other region.
  subnets = merge([for region in local.regions : {
    for i in range(region == var.region ? var.availability_zones : 1) : "${region}/${i}" => { region = region, zone = i }
  }]...)

  # Relays hand sides of a session to each other, so each network reaches each other one.
  pairs = { for pair in flatten([for i, a in local.regions : [for j, b in local.regions : { a = a, b = b } if i < j]]) : "${pair.a}/${pair.b}" => pair }
  ways = merge(
    { for name, pair in local.pairs : "${name}/there" => { from = pair.a, to = pair.b, pair = name } },
    { for name, pair in local.pairs : "${name}/back" => { from = pair.b, to = pair.a, pair = name } },
  )
}

data "aws_availability_zones" "in" {
  for_each = toset(local.regions)
  region   = each.key
  state    = "available"
}

resource "aws_vpc" "in" {
  for_each             = local.networks
  region               = each.key
  cidr_block           = each.value
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

resource "aws_internet_gateway" "in" {
  for_each = local.networks
  region   = each.key
  vpc_id   = aws_vpc.in[each.key].id
  tags     = { Name = var.name }
}

resource "aws_subnet" "in" {
  for_each          = local.subnets
  region            = each.value.region
  vpc_id            = aws_vpc.in[each.value.region].id
  availability_zone = data.aws_availability_zones.in[each.value.region].names[each.value.zone]
  cidr_block        = cidrsubnet(local.networks[each.value.region], 4, each.value.zone)
  tags              = { Name = "${var.name}-${each.value.zone}" }
}

resource "aws_route_table" "in" {
  for_each = local.networks
  region   = each.key
  vpc_id   = aws_vpc.in[each.key].id
  tags     = { Name = var.name }
}

resource "aws_route_table_association" "in" {
  for_each       = local.subnets
  region         = each.value.region
  subnet_id      = aws_subnet.in[each.key].id
  route_table_id = aws_route_table.in[each.value.region].id
}

resource "aws_route" "out" {
  for_each               = local.networks
  region                 = each.key
  route_table_id         = aws_route_table.in[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.in[each.key].id
}

resource "aws_vpc_peering_connection" "between" {
  for_each    = local.pairs
  region      = each.value.a
  vpc_id      = aws_vpc.in[each.value.a].id
  peer_vpc_id = aws_vpc.in[each.value.b].id
  peer_region = each.value.b
  auto_accept = false
  tags        = { Name = "${var.name}-${each.value.b}" }
}

resource "aws_vpc_peering_connection_accepter" "between" {
  for_each                  = local.pairs
  region                    = each.value.b
  vpc_peering_connection_id = aws_vpc_peering_connection.between[each.key].id
  auto_accept               = true
  tags                      = { Name = "${var.name}-${each.value.a}" }
}

resource "aws_route" "between" {
  for_each                  = local.ways
  region                    = each.value.from
  route_table_id            = aws_route_table.in[each.value.from].id
  destination_cidr_block    = local.networks[each.value.to]
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.between[each.value.pair].id
}
