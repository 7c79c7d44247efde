terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source = "hashicorp/aws"
      # Since version 6 a resource says itself which region it is in.
      version = ">= 6.0.0, < 7.0.0"
    }
  }
}
