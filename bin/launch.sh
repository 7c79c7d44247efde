# shellcheck shell=sh
# How Fairlead is started, wherever it lies: read by bin/fairlead of a checkout and by /usr/bin/fairlead of the image and the
# Debian package, so that a role has the same options of the JVM everywhere. POSIX sh; each function says what it sets.

cache=

# True when $1 is a java of version 25 or later. A JDK says so in a file, which is sooner read than it is started.
fits() {
    [ -x "$1" ] || return 1
    java_home=$(readlink -f "$1" 2>/dev/null || echo "$1")
    java_home=${java_home%/bin/java}
    major=
    if [ -r "$java_home/release" ]; then
        major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$java_home/release")
    fi
    if [ -z "$major" ]; then
        major=$("$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    fi
    [ -n "$major" ] && [ "$major" -ge 25 ]
}

# Sets java, or ends with a word on what is missing.
find_java() {
    for java in \
        "${FAIRLEAD_JAVA:-}" \
        "${JAVA_HOME:-/nonexistent}/bin/java" \
        "$(command -v java || true)" \
        /usr/lib/jvm/*/bin/java \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/*/bin/java \
        "${HOME:-/nonexistent}"/.jdks/*/bin/java \
        /opt/*jdk*/bin/java \
        /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
        if [ -n "$java" ] && fits "$java"; then
            return 0
        fi
    done
    echo "fairlead: no Java 25 or later found in FAIRLEAD_JAVA, JAVA_HOME, the path or the usual places." >&2
    echo "fairlead: install one, for example Eclipse Temurin 25 (package temurin-25-jdk), or set JAVA_HOME." >&2
    exit 1
}

# Sets options, those of the JVM for a command $1.
jvm_options() {
    options="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
        -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Dio.netty.leakDetection.level=disabled"
    # A relay allocates for a session's beginning only. What that leaves behind fills a young generation of the usual size
    # once, which is most of what idle sessions would cost.
    # A rendezvous node's garbage dies at once: a young generation that the processor's caches hold is no slower, and a
    # large one only takes memory. What compiling and storms of devices leave free goes back to the system.
    case "$1" in
        relay) options="$options -Xmn16m" ;;
        rendezvous | standalone) options="$options -Xmn32m -XX:TrimNativeHeapInterval=10000" ;;
    esac
}

# What the JVM has learnt of the classes in a rehearsal, so that servers start sooner (JEP 483, 514). It is of one build and
# one Java; the name says of which, and what others left behind goes. Sets cache, from java, options and class_path: a file
# in directory $1 for the build whose mark is file $2, made if need be and $3 is not empty; empty when there is none.
class_cache() {
    cache=$1/classes-$({ echo "$java"; ls -lL "$java" "$2"; } | cksum | tr -dc '0-9').aot
    if [ ! -f "$cache" ] && [ -n "$3" ]; then
        echo "fairlead: rehearsing, so that later starts are quicker; this is done once..." >&2
        rm -f "$1"/classes-*.aot
        # shellcheck disable=SC2086
        "$java" $options -XX:AOTCacheOutput="$cache.$$" -Xlog:disable -cp "$class_path" io.fairlead.cli.Main rehearse \
            >/dev/null 2>&1 || true
        # An empty one says that it did not work, so that it is not tried again at each start.
        [ -f "$cache.$$" ] || : >"$cache.$$"
        mv "$cache.$$" "$cache"
    fi
    [ -s "$cache" ] || cache=
}

# Becomes Fairlead, with the arguments given. A cache that does not fit after all is passed over in silence.
start() {
    # shellcheck disable=SC2086
    exec "$java" $options ${cache:+"-XX:AOTCache=$cache"} -Xlog:aot*=off -Xlog:cds*=off ${FAIRLEAD_OPTS:-} \
        -cp "$class_path" io.fairlead.cli.Main "$@"
}
