# A network load balancer: UDP and TCP on one port and one address, and servers see where clients are.
resource "aws_lb" "rendezvous" {
  region                           = var.region
  name                             = var.name
  load_balancer_type               = "network"
  subnets                          = [for name, subnet in local.subnets : aws_subnet.in[name].id if subnet.region == var.region]
  security_groups                  = [aws_security_group.balancer.id]
  enable_cross_zone_load_balancing = true
}

locals {
  services = merge(
    {
      nat-test   = { listener = "TCP", listen = 21115, protocol = "TCP", port = 21115 }
      rendezvous = { listener = "TCP_UDP", listen = 21116, protocol = "TCP_UDP", port = 21116 }
      websocket  = { listener = "TCP", listen = 21118, protocol = "TCP", port = 21118 }
    },
    local.web ? { web = { listener = "TLS", listen = 443, protocol = "TCP", port = 21180 } } : {},
  )
  targets = merge([for name, service in local.services : {
    for i in keys(local.rendezvous) : "${name}/${i}" => { service = name, port = service.port, server = i }
  }]...)
}

resource "aws_lb_target_group" "rendezvous" {
  for_each    = local.services
  region      = var.region
  name        = "${var.name}-${each.key}"
  vpc_id      = aws_vpc.in[var.region].id
  target_type = "instance"
  protocol    = each.value.protocol
  port        = each.value.port
  # Who connects is seen as who it is, so nobody needs to be trusted to say it.
  preserve_client_ip     = true
  deregistration_delay   = 60
  connection_termination = true
  health_check {
    protocol            = "HTTP"
    port                = "21120"
    path                = "/readyz"
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_target_group_attachment" "rendezvous" {
  for_each         = local.targets
  region           = var.region
  target_group_arn = aws_lb_target_group.rendezvous[each.value.service].arn
  target_id        = aws_instance.rendezvous[each.value.server].id
  port             = each.value.port
}

resource "aws_lb_listener" "rendezvous" {
  for_each          = local.services
  region            = var.region
  load_balancer_arn = aws_lb.rendezvous.arn
  protocol          = each.value.listener
  port              = each.value.listen
  certificate_arn   = each.value.listener == "TLS" ? var.certificate_arn : null
  ssl_policy        = each.value.listener == "TLS" ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : null
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.rendezvous[each.key].arn
  }
}

resource "aws_route53_record" "rendezvous" {
  count   = var.zone_id == "" ? 0 : 1
  zone_id = var.zone_id
  name    = var.public_host
  type    = "A"
  alias {
    name                   = aws_lb.rendezvous.dns_name
    zone_id                = aws_lb.rendezvous.zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "relay" {
  for_each = var.zone_id == "" ? {} : local.relays
  zone_id  = var.zone_id
  name     = "${each.value.name}.${var.public_host}"
  type     = "A"
  ttl      = 60
  records  = [aws_eip.relay[each.key].public_ip]
}
