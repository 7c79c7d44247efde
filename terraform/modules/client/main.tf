# What users paste into their client: the same text as 'fairlead config-string' makes.
terraform {
  required_version = ">= 1.9"
}

variable "host" {
  description = "By which clients reach the rendezvous servers: a name or an address, host[:port]."
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9._:\\[\\]-]+$", var.host))
    error_message = "host: expected a name or an address, host[:port]."
  }
}

variable "public_key" {
  description = "The server's public key, the text in id_ed25519.pub."
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9+/]{43}=$", var.public_key))
    error_message = "public_key: expected 32 bytes in base64."
  }
}

variable "api" {
  description = "API server, a URL; empty = none."
  type        = string
  default     = ""
  validation {
    condition     = var.api == "" || can(regex("^https?://[^\"\\\\\\s]+$", var.api))
    error_message = "api: expected http(s)://..., or nothing."
  }
}

locals {
  json = "{\"host\":\"${var.host}\",\"key\":\"${var.public_key}\",\"api\":\"${var.api}\",\"relay\":\"\"}"
}

output "config_string" {
  description = "To be pasted into clients."
  value       = strrev(replace(replace(replace(base64encode(local.json), "=", ""), "+", "-"), "/", "_"))
}

output "readable" {
  description = "The same as it can be read."
  value       = "host=${var.host},key=${var.public_key}${var.api == "" ? "" : ",api=${var.api}"}"
}
