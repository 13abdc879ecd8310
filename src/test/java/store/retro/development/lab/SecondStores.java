package store.retro.development.lab;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import store.retro.reliability.MongoProxy;

/** Starts second processes for operations. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class SecondStores {

    private final LabServer server;
    private final Probe probe;
    private final AtomicInteger started = new AtomicInteger();

    /** One that ends with the operation. */
    Site start(Operation operation) throws InterruptedException {
        operation.tell("process", null, null, Events.members("state", "starting", "pid", null));
        MongoProxy cable = new MongoProxy(server::current);
        operation.own(server.onChange(cable::cutAll));
        String name = server.databaseName() + "-second-" + started.incrementAndGet();
        SecondStore store;
        try {
            store = SecondStore.start(server.uriBehind(cable.port(), name), server.databaseName(), cable, name, probe);
        } catch (RuntimeException e) {
            cable.close();
            throw e;
        }
        operation.own(store);
        operation.tell("process", null, null, told("ready", store.site()));
        return store.site();
    }

    /** What is told of a process. */
    static Map<String, Object> told(String state, Site site) {
        return Events.members("state", state, "pid", site.process().pid());
    }
}
