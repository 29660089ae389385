package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.mailloft.ucr.Registry;

/** What belongs to one root, wired once. */
record Site(
        State state,
        Path share,
        Registry registry,
        Disk disk,
        Generations generations,
        Links links,
        Commands commands,
        Services services,
        History history,
        Pending pending,
        InStep inStep,
        InstantSource clock) {

    static Site of(State state, Path share, Map<String, String> environment, Disk.Step step, Services.Limits limits) {
        var disk = new Disk(step);
        var commands = new Commands(state.root(), environment);
        var diversions = new Diversions(commands, state.isHost(), List.of());
        return new Site(
                state,
                share,
                Registry.open(state.root()),
                disk,
                new Generations(state, disk),
                new Links(state, disk, new Mounts(), diversions),
                commands,
                new Services(state, commands, limits),
                new History(state, disk),
                new Pending(state, disk),
                new InStep(state),
                InstantSource.system());
    }

    /** Asked of the system each time: most changes write no file that could be given to anybody. */
    Owners owners() throws IOException {
        return new Owners(Owners.isRoot(), state.isHost());
    }
}
