package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The container back end against a command that takes the engine's place: it understands the flags that we use, and has boxes of its own.
@Tag("box")
class ContainerTest {

    private static final String ENGINE = """
        #!/bin/sh
        if [ "$1" = version ]; then echo 99.1; exit 0; fi
        [ "$1" = run ] || { echo "unknown: $1" >&2; exit 64; }
        shift
        while :; do
          case "$1" in
            --rm|--interactive|--init|--read-only) shift;;
            --volume) library="${2%%%%:*}"; shift 2;;
            --network) [ "$2" = none ] || exit 64; shift 2;;
            --cap-drop|--security-opt|--user|--memory|--memory-swap|--pids-limit|--tmpfs) shift 2;;
            --env) export "$2"; shift 2;;
            --*) echo "unknown: $1" >&2; exit 64;;
            *) shift; break;;
          esac
        done
        exec setpriv --pdeathsig KILL %s bwrap --unshare-all --unshare-user --die-with-parent --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib \
          --symlink usr/lib64 /lib64 --proc /proc --dev /dev --ro-bind "$library" /assay --tmpfs /job --remount-ro / --uid 65534 --gid 65534 --cap-drop ALL "$@"
        """;

    @Test
    void programsRunInALongLivedContainerUnderTheGuardOfTheZygote() throws Exception {
        Premises premises = Premises.open();
        Premises.need(new LandlockProvider(premises.folder()));
        Premises.need(BwrapProvider.oneShot(premises.folder()));
        HostUser user = HostUser.current();
        int uid = user.of(premises.policy(1), 0);
        Path engine = premises.folder().resolve("engine");
        Files.writeString(engine, ENGINE.formatted(user.isRoot() ? "--reuid %d --regid %d --clear-groups".formatted(uid, uid) : ""));
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxr-xr-x"));
        ContainerProvider provider = new ContainerProvider(premises.folder(), "docker", engine.toString());
        assertThat(provider.probe().version()).contains("docker 99.1");
        try (Sandbox sandbox = provider.open(premises.policy(1)); Bystander bystander = Bystander.start(premises.folder(), user, uid, "canary-7")) {
            assertThat(sandbox.isolation()).isEqualTo(Isolation.CONTAINER);
            for (AbuseCase one : AbuseCase.read(Resources.text("selftest.txt"))) {
                CaseRun run = CaseRun.run(one.with(bystander.names()), sandbox, System.getenv());
                assertThat(run.problems()).as("%s %s: %s", one.id(), one.title(), run.seen()).isEmpty();
                assertThat(bystander.harm()).isEmpty();
            }
        }
        premises.close();
    }

    @Test
    void anEngineThatIsNotThereOrNotRunningIsToldWithWhatToDo() throws Exception {
        Premises premises = Premises.open();
        ContainerProvider absent = new ContainerProvider(premises.folder(), "podman", premises.folder().resolve("none").toString());
        assertThat(absent.probe().missing()).containsExactly("podman is not installed");
        Path engine = premises.folder().resolve("engine");
        Files.writeString(engine, "#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2\nexit 1\n");
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxr-xr-x"));
        ContainerProvider dead = new ContainerProvider(premises.folder(), "docker", engine.toString());
        assertThat(dead.probe().missing()).isEqualTo(List.of("\"Cannot connect to the Docker daemon\""));
        assertThatThrownBy(() -> dead.open(premises.policy(1))).isInstanceOf(SandboxException.class).hasMessageContaining("start the engine");
        premises.close();
    }
}
