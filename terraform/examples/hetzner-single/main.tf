# One machine at Hetzner that is everything, with its devices on a volume.
# HCLOUD_TOKEN in the environment; the key pair and secrets in TF_VAR_... or a file that is not kept with the code.
terraform {
  required_version = ">= 1.9"
}

variable "key_pair" {
  type      = object({ secret = string, public = string })
  sensitive = true
}

module "fairlead" {
  source      = "../../hetzner"
  public_host = "rd.example.com"
  package = {
    url    = "https://packages.example.com/fairlead_0.1.0_all.deb"
    sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
  }
  key_pair = var.key_pair
  ssh_keys = ["operator"]
}

output "config_string" {
  value = module.fairlead.config_string
}

output "addresses" {
  value = module.fairlead.addresses
}
