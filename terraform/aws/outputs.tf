module "client" {
  source     = "../modules/client"
  host       = var.public_host
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

output "balancer" {
  description = "What public_host must lead to (an alias or CNAME), where zone_id is not set."
  value       = aws_lb.rendezvous.dns_name
}

output "relays" {
  description = "Addresses of the relays."
  value       = { for name, relay in local.relays : relay.name => aws_eip.relay[name].public_ip }
}
