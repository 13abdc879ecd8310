package store.retro;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Says at the end of a test run which database it ran on; the JVM that used none says nothing. */
public class DatabaseOfTheRun implements LauncherSessionListener {

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        TestDatabase.ofThisRunIfStarted()
                .ifPresent(
                        database -> System.out.println("The integration tests ran on " + database.description() + "."));
    }
}
