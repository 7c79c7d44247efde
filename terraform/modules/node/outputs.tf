output "user_data" {
  description = "For the machine's user data. Holds the secret key and other secrets."
  value       = "#cloud-config\n${yamlencode(local.cloud_config)}"
  sensitive   = true
}
