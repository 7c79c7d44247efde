resource "aws_elasticache_subnet_group" "redis" {
  region     = var.region
  name       = var.name
  subnet_ids = [for name, subnet in local.subnets : aws_subnet.in[name].id if subnet.region == var.region]
}

resource "aws_elasticache_parameter_group" "redis" {
  region = var.region
  name   = var.name
  family = "redis7"
  # A full Redis must refuse new devices, not throw known ones away.
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

# ElastiCache with a replica has no append-only file: what keeps an acknowledged device is that a replica in another zone has
# it too (redis-replicas below), and a snapshot a day is the backup.
resource "aws_elasticache_replication_group" "redis" {
  region                     = var.region
  replication_group_id       = var.name
  description                = "Devices and routes of Fairlead"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = var.instance_types.redis
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  parameter_group_name       = aws_elasticache_parameter_group.redis.name
  subnet_group_name          = aws_elasticache_subnet_group.redis.name
  security_group_ids         = [aws_security_group.redis.id]
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = var.redis_password
  snapshot_retention_limit   = 7
}
