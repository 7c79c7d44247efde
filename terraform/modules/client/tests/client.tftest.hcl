variables {
  host       = "rd.example.com"
  public_key = "e9pgT5xS2Irwt1y3upbP8lb3D5aMvpQvVFs7wHBOrw8="
}

run "is_base64_of_json_backwards" {
  command = plan
  assert {
    condition     = can(regex("^[A-Za-z0-9_-]{100,}$", output.config_string))
    error_message = "clients take letters, digits, - and _ alone"
  }
  assert {
    condition = jsondecode(base64decode(join("", [
      replace(replace(strrev(output.config_string), "-", "+"), "_", "/"),
      substr("===", 0, (4 - length(output.config_string) % 4) % 4)
    ]))).key == var.public_key
    error_message = "the key is not in the string"
  }
}

run "refuses_what_is_no_host" {
  command = plan
  variables {
    host = "rd.example.com\",\"key\":\""
  }
  expect_failures = [var.host]
}
