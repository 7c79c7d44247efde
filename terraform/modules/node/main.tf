# What a machine is told at its first start, for any cloud that has cloud-init. Makes nothing by itself.
terraform {
  required_version = ">= 1.9"
}

locals {
  service = "fairlead-${var.role}"

  settings = merge(var.options, { "drain-deadline" = tostring(var.drain_seconds) })
  # Ports below 1024 need a right that the service does not have by itself.
  low_port = try(tonumber(var.options["web-port"]) < 1024, false)
  right    = "CapabilityBoundingSet=CAP_NET_BIND_SERVICE\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n"

  config = join("", concat(
    ["# Written by Terraform at the machine's first start.\n"],
    [for name, value in local.settings : "${name}=${value}\n"],
    [for name, value in var.secret_options : "${name}=${value}\n"],
  ))

  install = templatefile("${path.module}/install.sh.tftpl", {
    url     = var.package.url
    sha256  = var.package.sha256
    java    = var.java_package
    service = local.service
    files   = join(" ", [for file in concat(["${var.role}.conf"], keys(var.files)) : "/etc/fairlead/${file}"])
    device  = var.data_device
  })

  cloud_config = {
    package_update = true
    packages       = ["ca-certificates", "curl"]
    write_files = concat(
      [
        { path = "/etc/fairlead/${var.role}.conf", permissions = "0640", content = local.config },
        { path = "/root/fairlead/id_ed25519", permissions = "0600", content = var.key_pair.secret },
        { path = "/root/fairlead/id_ed25519.pub", permissions = "0644", content = var.key_pair.public },
        { path = "/root/fairlead/install", permissions = "0700", content = local.install },
        {
          # Addresses of private networks may come late: the service tries again until it can listen.
          path        = "/etc/systemd/system/${local.service}.service.d/terraform.conf"
          permissions = "0644"
          content = join("", [
            "[Unit]\nStartLimitIntervalSec=0\n\n[Service]\nTimeoutStopSec=${var.drain_seconds + 30}\n",
            local.low_port ? local.right : "",
          ])
        },
      ],
      [for name, content in var.files : { path = "/etc/fairlead/${name}", permissions = "0640", content = content }],
    )
    runcmd = [["/root/fairlead/install"]]
  }
}
