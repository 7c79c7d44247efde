# Two rendezvous servers behind a load balancer in Frankfurt, relays there, in Virginia and in Singapore.
# Credentials of AWS in the environment; the key pair and secrets in TF_VAR_... or a file that is not kept with the code.
terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
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

module "fairlead" {
  source          = "../../aws"
  region          = "eu-central-1"
  public_host     = "rd.example.com"
  zone_id         = "Z0123456789EXAMPLE"
  certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
  relays          = { "eu-central-1" = 2, "us-east-1" = 1, "ap-southeast-1" = 1 }
  package = {
    url    = "https://packages.example.com/fairlead_0.1.0_all.deb"
    sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
  }
  key_pair       = var.key_pair
  cluster_secret = var.cluster_secret
  redis_password = var.redis_password
}

output "config_string" {
  value = module.fairlead.config_string
}
