package store.retro.storefront;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The Chromium of this machine, if it has one with its driver; nothing is ever downloaded. Without one the tests are
 * skipped and say so, unless {@code STORE_BROWSER=required}.
 */
final class Chromium implements ExecutionCondition {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final String MISSING =
            "no Chromium with its driver on this machine; on Debian: apt-get install chromium chromium-driver";

    /** Selenium's hint that it lacks typed bindings for this very browser, which nothing here uses. */
    private static final List<Logger> HINTS = Stream.of(
                    "org.openqa.selenium.devtools.CdpVersionFinder", "org.openqa.selenium.chromium.ChromiumDriver")
            .map(Logger::getLogger)
            .toList();

    static {
        HINTS.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (browser().isPresent() && driver().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium is here");
        }
        if ("required".equals(System.getenv("STORE_BROWSER"))) {
            throw new IllegalStateException("STORE_BROWSER=required, but there is " + MISSING);
        }
        if (context.getTestMethod().isEmpty()) {
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + MISSING);
        }
        return ConditionEvaluationResult.disabled(MISSING);
    }

    static ChromeDriver start(Viewport look) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--lang=en-US");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver().orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width, "height", look.height, "deviceScaleFactor", 1, "mobile", look.isPhone()));
        prefer(look, driver);
        return driver;
    }

    /** Lets the page look like this from now on, as far as colours go. */
    static void prefer(Viewport look, ChromeDriver driver) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme()))));
    }

    private static Optional<Path> browser() {
        return BROWSERS.stream().flatMap(Chromium::onPath).findFirst();
    }

    private static Optional<Path> driver() {
        return onPath("chromedriver").findFirst();
    }

    private static Stream<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }
}
