# Three rendezvous servers, relays in two places, a Redis, and port 443 by a load balancer. Records are made in the zone.
# HCLOUD_TOKEN in the environment; the key pair and secrets in TF_VAR_... or a file that is not kept with the code.
terraform {
  required_version = ">= 1.9"
}

variable "key_pair" {
  type      = object({ secret = string, public = string })
  sensitive = true
}

variable "cluster_secret" {
  type      = string
  sensitive = true
}

variable "redis_password" {
  type      = string
  sensitive = true
}

variable "web_certificate" {
  type      = object({ chain = string, key = string })
  sensitive = true
}

module "fairlead" {
  source      = "../../hetzner"
  public_host = "rd.example.com"
  zone        = "example.com"
  rendezvous  = 3
  relays      = ["nbg1", "hel1"]
  package = {
    url    = "https://packages.example.com/fairlead_0.1.0_all.deb"
    sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
  }
  key_pair        = var.key_pair
  cluster_secret  = var.cluster_secret
  redis_password  = var.redis_password
  web_certificate = var.web_certificate
  ssh_keys        = ["operator"]
  admin_networks  = ["198.51.100.0/24"]
}

output "config_string" {
  value = module.fairlead.config_string
}
