mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = { names = ["a", "b", "c"] }
  }
  mock_data "aws_ami" {
    defaults = { id = "ami-0123456789abcdef0" }
  }
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/fairlead/1", dns_name = "fairlead.elb.example.com", zone_id = "Z1" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/fairlead/1" }
  }
  mock_resource "aws_eip" {
    defaults = { public_ip = "192.0.2.20" }
  }
  mock_resource "aws_elasticache_replication_group" {
    defaults = { primary_endpoint_address = "redis.example.com" }
  }
}

variables {
  region         = "eu-central-1"
  public_host    = "rd.example.com"
  relays         = { "eu-central-1" = 2, "us-east-1" = 1, "ap-southeast-1" = 1 }
  package        = { url = "https://packages.example.com/fairlead_1.0_all.deb", sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
  key_pair       = { secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", public = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }
  cluster_secret = "sixteen or more characters"
  redis_password = "sixteen_or_more_letters"
}

run "relays_are_where_they_are_wanted" {
  variables {
    zone_id         = "Z0"
    certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1"
  }
  assert {
    condition     = length(aws_instance.relay) == 4 && aws_instance.relay["us-east-1/0"].region == "us-east-1"
    error_message = "relays are missing"
  }
  assert {
    condition     = length(aws_vpc_peering_connection.between) == 3 && length(aws_route.between) == 6
    error_message = "each network must reach each other one"
  }
  assert {
    condition     = length(distinct([for vpc in aws_vpc.in : vpc.cidr_block])) == 3
    error_message = "networks that are peered must not overlap"
  }
  assert {
    condition     = aws_lb_listener.rendezvous["rendezvous"].protocol == "TCP_UDP" && aws_lb_listener.rendezvous["web"].protocol == "TLS"
    error_message = "listeners"
  }
  assert {
    condition     = alltrue([for group in aws_lb_target_group.rendezvous : group.preserve_client_ip == "true"])
    error_message = "servers must see where clients are"
  }
  assert {
    condition     = aws_route53_record.relay["us-east-1/0"].name == "relay-us-east-1-1.rd.example.com"
    error_message = "relays have names"
  }
}

run "without_a_zone_relays_are_reached_by_address" {
  assert {
    condition     = length(aws_route53_record.relay) == 0 && length(aws_lb_listener.rendezvous) == 3
    error_message = "nothing is made that was not asked for"
  }
}

run "refuses_what_is_no_region" {
  command = plan
  variables {
    region = "Frankfurt"
  }
  expect_failures = [var.region]
}

run "refuses_a_cluster_without_relays" {
  command = plan
  variables {
    relays = {}
  }
  expect_failures = [var.relays]
}
