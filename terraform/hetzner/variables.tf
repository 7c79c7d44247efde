variable "name" {
  description = "Names all that is made, and the public name in front of the zone's if zone is set."
  type        = string
  default     = "fairlead"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}$", var.name))
    error_message = "name: expected small letters, digits and hyphens, 31 at most."
  }
}

variable "public_host" {
  description = "The name by which clients reach the rendezvous servers. Empty: the address of the first server."
  type        = string
  default     = ""
  validation {
    condition     = var.public_host == "" || can(regex("^[a-z0-9][a-z0-9.-]+$", var.public_host))
    error_message = "public_host: expected a name, or nothing."
  }
}

variable "zone" {
  description = "A zone of Hetzner DNS that public_host is in; its records are then made here. Empty: make them yourself, see the output addresses."
  type        = string
  default     = ""
  validation {
    condition     = var.zone == "" || endswith(var.public_host, ".${var.zone}")
    error_message = "zone: public_host must be a name in it."
  }
}

variable "location" {
  description = "Where rendezvous servers, Redis and the load balancer are."
  type        = string
  default     = "nbg1"
  validation {
    condition     = contains(["fsn1", "hel1", "nbg1"], var.location)
    error_message = "location: expected fsn1, hel1 or nbg1, which share private networks."
  }
}

variable "rendezvous" {
  description = "How many rendezvous servers. 0: one machine that is everything, with its data on a volume, and no Redis."
  type        = number
  default     = 0
  validation {
    condition     = var.rendezvous >= 0 && var.rendezvous <= 10 && floor(var.rendezvous) == var.rendezvous
    error_message = "rendezvous: expected a whole number, 0..10, as many as a placement group spreads."
  }
}

variable "relays" {
  description = "Where relays are, one for each entry. Not with rendezvous = 0, which has one inside."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for location in var.relays : contains(["fsn1", "hel1", "nbg1"], location)])
    error_message = "relays: expected fsn1, hel1 or nbg1 for each."
  }
  validation {
    condition     = (var.rendezvous == 0) == (length(var.relays) == 0) && length(var.relays) <= 50
    error_message = "relays: expected none with rendezvous = 0, else 1 to 50."
  }
}

variable "server_types" {
  description = "Hetzner's names of machine types."
  type        = object({ rendezvous = string, relay = string, redis = string })
  default     = { rendezvous = "cx33", relay = "cx33", redis = "cx33" }
}

variable "image" {
  description = "Debian 13 or later, which has Java 25."
  type        = string
  default     = "debian-13"
}

variable "volume_size" {
  description = "GB of the volume for the database, or for Redis."
  type        = number
  default     = 10
  validation {
    condition     = var.volume_size >= 10 && var.volume_size <= 10240
    error_message = "volume_size: expected 10..10240."
  }
}

variable "ssh_keys" {
  description = "Names of SSH keys that Hetzner has."
  type        = list(string)
  default     = []
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
  description = "By it relays and nodes know each other; with rendezvous > 0."
  type        = string
  default     = ""
  sensitive   = true
  validation {
    condition     = var.rendezvous == 0 || length(var.cluster_secret) >= 16
    error_message = "cluster_secret: expected 16 characters or more."
  }
}

variable "redis_password" {
  description = "Of the Redis; with rendezvous > 0."
  type        = string
  default     = ""
  sensitive   = true
  validation {
    condition     = var.rendezvous == 0 || can(regex("^[A-Za-z0-9_-]{16,}$", var.redis_password))
    error_message = "redis_password: expected 16 or more letters, digits, - and _."
  }
}

variable "web_certificate" {
  description = "PEM of a certificate chain and its private key for port 443, where clients with 'allow WebSocket' look."
  type        = object({ chain = string, key = string })
  default     = null
  sensitive   = true
}

variable "options" {
  description = "More options for all servers, by the names of flags without the hyphens in front."
  type        = map(string)
  default     = {}
}
