variable "role" {
  description = "Which service runs: fairlead-rendezvous, fairlead-relay or fairlead-standalone."
  type        = string
  validation {
    condition     = contains(["rendezvous", "relay", "standalone"], var.role)
    error_message = "role: expected rendezvous, relay or standalone."
  }
}

variable "package" {
  description = "The Debian package: where it is, and its SHA-256. It is checked before it is installed."
  type        = object({ url = string, sha256 = string })
  validation {
    condition     = can(regex("^https://[^'\"\\s]+\\.deb$", var.package.url))
    error_message = "package.url: expected https://....deb."
  }
  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.package.sha256))
    error_message = "package.sha256: expected 64 digits of lower-case hex, as sha256sum shows them."
  }
}

variable "java_package" {
  description = "A package of Debian or Ubuntu with Java 25, which the package needs."
  type        = string
  default     = "openjdk-25-jre-headless"
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.+-]+$", var.java_package))
    error_message = "java_package: expected the name of a package."
  }
}

variable "key_pair" {
  description = "The server's key pair, the texts in id_ed25519 and id_ed25519.pub (fairlead keys generate)."
  type        = object({ secret = string, public = string })
  sensitive   = true
  validation {
    condition     = can(regex("^[A-Za-z0-9+/]{86}==$", var.key_pair.secret))
    error_message = "key_pair.secret: expected 64 bytes in base64, as in id_ed25519."
  }
  validation {
    condition     = can(regex("^[A-Za-z0-9+/]{43}=$", var.key_pair.public))
    error_message = "key_pair.public: expected 32 bytes in base64, as in id_ed25519.pub."
  }
}

variable "options" {
  description = "Options of Fairlead, by the names of its flags without the hyphens in front."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name, value in var.options : can(regex("^[a-z][a-z0-9-]*$", name)) && !strcontains(value, "\n")])
    error_message = "options: expected names such as public-host, and values of one line."
  }
}

variable "secret_options" {
  description = "The same for options that are secrets: cluster-secret, redis-password."
  type        = map(string)
  default     = {}
  sensitive   = true
  validation {
    condition     = alltrue([for name, value in var.secret_options : can(regex("^[a-z][a-z0-9-]*$", name)) && !strcontains(value, "\n")])
    error_message = "secret_options: expected names such as cluster-secret, and values of one line."
  }
}

variable "files" {
  description = "More files in /etc/fairlead, by their names: certificates, a networks-file. Fairlead's group may read them."
  type        = map(string)
  default     = {}
  sensitive   = true
  validation {
    condition     = alltrue([for name in keys(var.files) : can(regex("^[a-z0-9][a-z0-9._-]*$", name))])
    error_message = "files: expected plain names."
  }
}

variable "drain_seconds" {
  description = "How long sessions and devices get to go when the service is stopped."
  type        = number
  default     = 30
  validation {
    condition     = var.drain_seconds >= 0 && var.drain_seconds <= 86400 && floor(var.drain_seconds) == var.drain_seconds
    error_message = "drain_seconds: expected a whole number, 0..86400."
  }
}

variable "data_device" {
  description = "A block device for /var/lib/fairlead; it gets a file system (ext4) if it has none. Empty: the machine's own disk."
  type        = string
  default     = ""
  validation {
    condition     = var.data_device == "" || can(regex("^/dev/[A-Za-z0-9/_.-]+$", var.data_device))
    error_message = "data_device: expected /dev/....."
  }
}
