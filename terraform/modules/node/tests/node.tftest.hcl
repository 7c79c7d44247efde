variables {
  role     = "relay"
  package  = { url = "https://packages.example.com/fairlead_1.0_all.deb", sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
  key_pair = { secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", public = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }
  options  = { "key" = "_", "relay-address" = "relay1.example.com" }
}

run "renders_cloud_init" {
  command = plan
  variables {
    secret_options = { "cluster-secret" = "sixteen or more characters" }
    files          = { "networks.conf" = "# none\n" }
    drain_seconds  = 600
    data_device    = "/dev/disk/by-id/data"
  }
  assert {
    condition     = startswith(nonsensitive(output.user_data), "#cloud-config\n")
    error_message = "cloud-init knows its file by the first line"
  }
  assert {
    condition     = can(regex("relay-address=relay1.example.com", nonsensitive(output.user_data)))
    error_message = "options are in the configuration"
  }
  assert {
    condition = one([for file in yamldecode(nonsensitive(output.user_data)).write_files : file.permissions
    if file.path == "/etc/fairlead/relay.conf"]) == "0640"
    error_message = "secrets are not for everybody"
  }
  assert {
    condition     = can(regex("TimeoutStopSec=630", nonsensitive(output.user_data)))
    error_message = "systemd waits longer than a drain takes"
  }
}

run "refuses_another_role" {
  command = plan
  variables {
    role = "everything"
  }
  expect_failures = [var.role]
}

run "refuses_a_package_that_cannot_be_checked" {
  command = plan
  variables {
    package = { url = "https://packages.example.com/fairlead_1.0_all.deb", sha256 = "latest" }
  }
  expect_failures = [var.package]
}

run "refuses_an_unencrypted_source" {
  command = plan
  variables {
    package = { url = "http://packages.example.com/fairlead_1.0_all.deb", sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
  }
  expect_failures = [var.package]
}

run "refuses_half_a_key" {
  command = plan
  variables {
    key_pair = { secret = "AAAA", public = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }
  }
  expect_failures = [var.key_pair]
}

run "refuses_options_of_two_lines" {
  command = plan
  variables {
    options = { "public-host" = "a\nredis=redis://elsewhere" }
  }
  expect_failures = [var.options]
}
