package io.fairlead.cli.option;

import io.fairlead.cluster.redis.RedisConfig;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.address.HostPort;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a value may be. An empty value is always 'not set'. */
sealed interface ValueType {
    /** Says what is wrong with a value; empty when nothing is. */
    Optional<String> mistake(String value);

    /** Anything. */
    record Text() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            return Optional.empty();
        }
    }

    /** A whole number. */
    record Whole(long least, long most) implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            try {
                long number = Long.parseLong(value);
                return number >= least && number <= most ? Optional.empty() : Optional.of(expected());
            } catch (NumberFormatException e) {
                return Optional.of(expected());
            }
        }

        private String expected() {
            return "expected: a whole number, " + least + ".." + most;
        }
    }

    /** A number above {@code least}, at most {@code most}. */
    record Decimal(double least, double most) implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            try {
                double number = new BigDecimal(value).doubleValue();
                return number > least && number <= most ? Optional.empty() : Optional.of(expected());
            } catch (NumberFormatException e) {
                return Optional.of(expected());
            }
        }

        private String expected() {
            return "expected: a number above " + least + ", at most " + most;
        }
    }

    /** One of a few words, in any case. */
    record Choice(Set<String> words) implements ValueType {
        static Choice of(String... words) {
            return new Choice(Set.of(words));
        }

        @Override
        public Optional<String> mistake(String value) {
            return words.contains(value.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : Optional.of("expected: one of " + String.join(", ", words.stream().sorted().toList()));
        }
    }

    /** The address of a web server's page. */
    record HttpUrl() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            try {
                URI url = new URI(value);
                boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
                if (web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                    return Optional.empty();
                }
            } catch (URISyntaxException e) {
                // Told below.
            }
            return Optional.of("expected: http://HOST[:PORT]/PATH, or the same with https, without user and password");
        }
    }

    /** An IP address. */
    record Ip() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            try {
                InetAddress.ofLiteral(value);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of("expected: an IP address");
            }
        }
    }

    /** Networks, separated by commas. */
    record Networks() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            return Arrays.stream(value.split(","))
                    .map(part -> new Network().mistake(part))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** {@code auto}, {@code none}, or networks, separated by commas. */
    record LocalNetworks() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            return value.equals("auto") || value.equals("none")
                    ? Optional.empty()
                    : new Networks().mistake(value).map(mistake -> mistake + ", auto or none");
        }
    }

    /** A range of IP addresses. */
    record Network() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            try {
                Cidr.parse(value);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of("expected: address/prefix, for example 192.168.0.0/16");
            }
        }
    }

    /** {@code host[:port]}. */
    record Host() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            return value.indexOf(',') >= 0 ? Optional.of("expected: one host[:port]") : new Hosts().mistake(value);
        }
    }

    /** {@code host[:port]}, any number of them, separated by commas. */
    record Hosts() implements ValueType {
        private static final int ANY_PORT = 1;

        @Override
        public Optional<String> mistake(String value) {
            return Arrays.stream(value.split(","))
                    .filter(host -> !host.isBlank())
                    .flatMap(host -> wrong(host).stream())
                    .findFirst();
        }

        private static Optional<String> wrong(String host) {
            try {
                HostPort.parse(host, ANY_PORT);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(e.getMessage() + ", expected: host[:port],...");
            }
        }
    }

    /** A name that stands in keys and texts. */
    record Name() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            return value.matches("[A-Za-z0-9_.-]{1,32}")
                    ? Optional.empty()
                    : Optional.of("expected: 1 to 32 letters, digits, '_', '.', '-'");
        }
    }

    /** Where Redis is. */
    record Redis() implements ValueType {
        @Override
        public Optional<String> mistake(String value) {
            return RedisConfig.mistake(value);
        }
    }
}
