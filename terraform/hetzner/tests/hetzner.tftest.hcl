mock_provider "hcloud" {
  mock_resource "hcloud_primary_ip" {
    defaults = { id = "17", ip_address = "192.0.2.10" }
  }
  mock_resource "hcloud_volume" {
    defaults = { id = "4711", linux_device = "/dev/disk/by-id/scsi-0HC_Volume_4711" }
  }
  mock_resource "hcloud_network" {
    defaults = { id = "1" }
  }
  mock_resource "hcloud_firewall" {
    defaults = { id = "2" }
  }
  mock_resource "hcloud_placement_group" {
    defaults = { id = "3" }
  }
  mock_resource "hcloud_server" {
    defaults = { id = "4" }
  }
  mock_resource "hcloud_load_balancer" {
    defaults = { id = "5", ipv4 = "192.0.2.80" }
  }
}

variables {
  package        = { url = "https://packages.example.com/fairlead_1.0_all.deb", sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
  key_pair       = { secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", public = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }
  public_host    = "rd.example.com"
  cluster_secret = "sixteen or more characters"
  redis_password = "sixteen_or_more_letters"
}

run "one_machine_keeps_its_data_on_a_volume" {
  assert {
    condition     = length(hcloud_server.rendezvous) == 1 && length(hcloud_server.relay) == 0 && length(hcloud_server.redis) == 0
    error_message = "one machine is everything"
  }
  assert {
    condition     = can(regex("/dev/disk/by-id/scsi-0HC_Volume_4711", hcloud_server.rendezvous[0].user_data))
    error_message = "the volume is not mounted"
  }
  assert {
    condition     = contains([for rule in hcloud_firewall.rendezvous.rule : "${rule.protocol} ${rule.port}"], "tcp 21117")
    error_message = "the relay inside is not reached"
  }
  assert {
    condition     = output.client_configuration == "host=rd.example.com,key=${nonsensitive(var.key_pair.public)}"
    error_message = "clients are told something else"
  }
}

run "a_cluster_with_relays_in_two_places" {
  variables {
    rendezvous      = 3
    relays          = ["fsn1", "hel1"]
    zone            = "example.com"
    web_certificate = { chain = "a chain", key = "a key" }
    admin_networks  = ["198.51.100.0/24"]
  }
  assert {
    condition     = length(hcloud_server.rendezvous) == 3 && [for relay in hcloud_server.relay : relay.location] == ["fsn1", "hel1"]
    error_message = "machines are missing"
  }
  assert {
    condition     = alltrue([for server in hcloud_server.rendezvous : can(regex("cluster-seeds=10.44.0.10:21130,10.44.0.11:21130,10.44.0.12:21130", server.user_data))])
    error_message = "nodes do not know each other"
  }
  assert {
    condition     = can(regex("trusted-proxies=10.44.0.5", hcloud_server.rendezvous[0].user_data)) && hcloud_load_balancer_service.web[0].proxyprotocol
    error_message = "the load balancer's word about where clients are is not heard"
  }
  assert {
    condition     = !contains([for rule in hcloud_firewall.rendezvous.rule : rule.port], "443")
    error_message = "the web port is reached past the load balancer"
  }
  assert {
    condition     = hcloud_zone_rrset.rendezvous[0].name == "rd" && length(hcloud_zone_rrset.rendezvous[0].records) == 1
    error_message = "all nodes' addresses (the same in this test) are under one name"
  }
  assert {
    condition     = hcloud_volume_attachment.data.server_id == tonumber(hcloud_server.redis[0].id)
    error_message = "the volume is not Redis'"
  }
  assert {
    condition     = [for rule in hcloud_firewall.base.rule : rule.source_ips if rule.port == "22"] == [toset(["198.51.100.0/24"])]
    error_message = "SSH is not for operators alone"
  }
}

run "refuses_relays_without_a_cluster" {
  command = plan
  variables {
    relays = ["fsn1"]
  }
  expect_failures = [var.relays]
}

run "refuses_places_that_share_no_network" {
  command = plan
  variables {
    location = "ash"
  }
  expect_failures = [var.location]
}

run "refuses_a_short_secret" {
  command = plan
  variables {
    rendezvous     = 1
    relays         = ["nbg1"]
    cluster_secret = "short"
  }
  expect_failures = [var.cluster_secret]
}

run "refuses_a_name_of_another_zone" {
  command = plan
  variables {
    zone = "example.org"
  }
  expect_failures = [var.zone]
}
