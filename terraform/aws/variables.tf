variable "name" {
  description = "Names all that is made."
  type        = string
  default     = "fairlead"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,20}$", var.name))
    error_message = "name: expected small letters, digits and hyphens, 21 at most."
  }
}

variable "region" {
  description = "Where rendezvous servers, the load balancer and Redis are."
  type        = string
  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region: expected the name of a region, such as eu-central-1."
  }
}

variable "public_host" {
  description = "The name by which clients reach the rendezvous servers."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)+$", var.public_host))
    error_message = "public_host: expected a name."
  }
}

variable "zone_id" {
  description = "The hosted zone of Route 53 that public_host is in. Empty: make the records yourself, see the outputs."
  type        = string
  default     = ""
}

variable "rendezvous" {
  description = "How many rendezvous servers; they are spread over the availability zones."
  type        = number
  default     = 2
  validation {
    condition     = var.rendezvous >= 1 && var.rendezvous <= 50 && floor(var.rendezvous) == var.rendezvous
    error_message = "rendezvous: expected a whole number, 1..50."
  }
}

variable "availability_zones" {
  description = "Over so many availability zones of the region."
  type        = number
  default     = 2
  validation {
    condition     = var.availability_zones >= 2 && var.availability_zones <= 6
    error_message = "availability_zones: expected 2..6."
  }
}

variable "relays" {
  description = "How many relays in which region."
  type        = map(number)
  validation {
    condition     = length(var.relays) >= 1 && length(var.relays) <= 10 && alltrue([for region, count in var.relays : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", region)) && count >= 1 && count <= 50])
    error_message = "relays: expected 1 to 10 regions with 1 to 50 relays each."
  }
}

variable "instance_types" {
  description = "AWS' names of machine types. Those of ARM need architecture arm64."
  type        = object({ rendezvous = string, relay = string, redis = string })
  default     = { rendezvous = "c7i.large", relay = "c7i.large", redis = "cache.t4g.medium" }
}

variable "architecture" {
  description = "Of rendezvous servers and relays."
  type        = string
  default     = "amd64"
  validation {
    condition     = contains(["amd64", "arm64"], var.architecture)
    error_message = "architecture: expected amd64 or arm64."
  }
}

variable "key_name" {
  description = "An EC2 key pair for SSH that exists in all regions. Empty: none."
  type        = string
  default     = ""
}

variable "admin_networks" {
  description = "Networks that may use SSH. Empty: nobody."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for network in var.admin_networks : can(cidrhost(network, 0))])
    error_message = "admin_networks: expected networks such as 192.0.2.0/24."
  }
}

variable "certificate_arn" {
  description = "A certificate of ACM for public_host, for port 443, where clients with 'allow WebSocket' look. Empty: no port 443."
  type        = string
  default     = ""
  validation {
    condition     = var.certificate_arn == "" || startswith(var.certificate_arn, "arn:")
    error_message = "certificate_arn: expected arn:..., or nothing."
  }
}

variable "package" {
  description = "The Debian package of Fairlead: where it is, and its SHA-256."
  type        = object({ url = string, sha256 = string })
}

variable "key_pair" {
  description = "The server's key pair, the texts in id_ed25519 and id_ed25519.pub."
  type        = object({ secret = string, public = string })
  sensitive   = true
}

variable "cluster_secret" {
  description = "By it relays and nodes know each other."
  type        = string
  sensitive   = true
  validation {
    condition     = length(var.cluster_secret) >= 16
    error_message = "cluster_secret: expected 16 characters or more."
  }
}

variable "redis_password" {
  description = "Of the Redis."
  type        = string
  sensitive   = true
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{16,128}$", var.redis_password))
    error_message = "redis_password: expected 16 to 128 letters, digits, - and _."
  }
}

variable "options" {
  description = "More options for all servers, by the names of flags without the hyphens in front."
  type        = map(string)
  default     = {}
}
