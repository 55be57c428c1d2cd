# Sourced by each peer's `run`, which defines three functions before:
#   platform   prints why this machine will not do, or nothing
#   version    prints what is measured
#   launch     replaces the shell with the program: it is given its arguments, and finds $here, $java, $classpath,
#              $options for the JVM and $threads
#
# run [--threads N] [--peer NAME] [--only REGEX] [--warm SECONDS] [--samples N] [--sample SECONDS]
#     prints a line workload,peer,threads,metric,value for each figure
# run --threads N --startup
#     trains 100 steps of linear regression and stops
# run --check
#     prints the version and exits 0 if this peer can run here; else says in a line why not and exits 1

here=$(cd "$(dirname "$0")" && pwd)
launch_file=$here/target/launch
build_log=$here/target/build.log
options='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'

# Reads what the last build wrote down; fails when a source is newer, or when what it names is gone.
built() {
    [ -f "$launch_file" ] || return 1
    [ -z "$(find "$here/pom.xml" "$here/src" "$here/../common" -newer "$launch_file" -type f)" ] || return 1
    { read -r java && read -r classpath; } <"$launch_file"
    [ -x "$java" ] || return 1
    (
        IFS=:
        for entry in $classpath; do
            [ -e "$entry" ] || exit 1
        done
    )
}

build() {
    built && return
    mkdir -p "$here/target"
    rm -f "$launch_file"
    command -v mvn >/dev/null || { echo "there is no mvn to build with" >"$build_log"; return 1; }
    mvn -q -B -Dstyle.color=never -f "$here/pom.xml" process-classes >"$build_log" 2>&1 && built
}

# One line of the file $1 that says what went wrong, without Maven's colours.
reason() {
    line=$(grep -m 1 -E 'ERROR|Exception|Error|fatal error|not found' "$1")
    [ -n "$line" ] || line=$(tail -n 1 "$1")
    echo "${line:-no reason given}" | sed "s/$(printf '\033')\[[0-9;]*m//g; s/^\[ERROR\] //"
}

# The version of the library in the jar $1, as the class path has it.
version_of() {
    echo "$classpath" | tr ':' '\n' | sed -n "s|.*/$1-\([0-9][0-9.]*[0-9]\)[^/]*\.jar|\1|p" | head -n 1
}

threads=1
previous=
for argument in "$@"; do
    [ "$previous" = --threads ] && threads=$argument
    previous=$argument
done
# Every pool that a native library may have gets the same size, before the library is loaded.
export OMP_NUM_THREADS="$threads" MKL_NUM_THREADS="$threads" OPENBLAS_NUM_THREADS="$threads"
# Set on some machines to force other kernels than the processor's own.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

if [ "${1-}" = --check ]; then
    missing=$(platform)
    if [ -n "$missing" ]; then
        echo "$missing"
        exit 1
    fi
    build || { reason "$build_log"; exit 1; }
    # Only a run shows that the native libraries load; it also unpacks them, which no start is to be charged with.
    (launch --threads 1 --startup) >"$here/target/check.log" 2>&1 || { reason "$here/target/check.log"; exit 1; }
    version
    exit 0
fi

build || { reason "$build_log" >&2; exit 1; }
launch "$@"
