package store.retro;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Starts the database of the integration tests before the first of them, and says at their end which one it was. */
public class DatabaseOfTheRun implements LauncherSessionListener {

    /** A run that cannot have what was asked for ends here, with one sentence, and not in each of its tests. */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("integration-tests.directory") != null) {
            TestDatabase.ofThisRun();
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        TestDatabase.ofThisRunIfStarted()
                .ifPresent(
                        database -> System.out.println("The integration tests ran on " + database.description() + "."));
    }
}
