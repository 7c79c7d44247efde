module "client" {
  source     = "../modules/client"
  host       = local.host
  public_key = nonsensitive(var.key_pair.public)
}

output "config_string" {
  description = "To be pasted into clients."
  value       = module.client.config_string
}

output "client_configuration" {
  description = "The same as it can be read."
  value       = module.client.readable
}

output "addresses" {
  description = "A records of public_host; with a load balancer those of web.public_host are in web."
  value = {
    rendezvous = hcloud_primary_ip.rendezvous[*].ip_address
    relays     = hcloud_primary_ip.relay[*].ip_address
    web        = local.single ? hcloud_primary_ip.rendezvous[*].ip_address : hcloud_load_balancer.web[*].ipv4
  }
}
