package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a person does at the page: look, press, type. Everything waits a while for the page to be ready for it. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AXE = resource("/axe.min.js");

    private final String address;
    private final ChromeDriver driver;
    private Viewport look;
    private Duration patience = PATIENCE;

    /** Opens the page at this address, such as {@code http://localhost:8080}. */
    Browser(Viewport look, String address) {
        this.look = look;
        this.address = address;
        this.driver = Chromium.start(look);
        go("/");
    }

    /** Shows the same screen in other colours. */
    void prefers(Viewport other) {
        Chromium.prefer(other, driver);
        look = other;
    }

    /** Opens a view by its path behind the #. */
    void go(String path) {
        open("/#" + path);
    }

    void open(String path) {
        driver.get(address + path);
        settled();
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Leaves the page for an empty one, as a closed tab would. */
    void leave() {
        driver.get("about:blank");
    }

    String openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
        return driver.getWindowHandle();
    }

    String tab() {
        return driver.getWindowHandle();
    }

    void switchTo(String tab) {
        driver.switchTo().window(tab);
    }

    /** Waits longer than usual for this: a minute. */
    void patiently(Runnable look) {
        patience = Duration.ofMinutes(1);
        look.run();
        patience = PATIENCE;
    }

    void pause(long milliseconds) {
        new Actions(driver).pause(Duration.ofMillis(milliseconds)).perform();
    }

    /** Waits until the view is there. */
    void settled() {
        see("main:not([aria-busy]) h1");
    }

    WebElement see(String css) {
        return until("something displayed at " + css, () -> displayed(css));
    }

    void seeText(String text) {
        until("“" + text + "”", () -> text(in()).contains(text) ? true : null);
    }

    /** Waits for a view or dialog with one of these headings. */
    void seeHeading(String... expected) {
        List<String> headings = List.of(expected);
        until(
                "a heading of " + headings,
                () -> driver.findElements(By.cssSelector("dialog[open] h2, main h1")).stream()
                        .filter(heading -> headings.contains(text(heading)))
                        .findFirst()
                        .orElse(null));
    }

    boolean shows(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    String textOf(String css) {
        return text(see(css));
    }

    /** Presses the button or link that is called so, in the dialog if one is open. */
    void press(String name) {
        until("a button “" + name + "”", () -> pressed(named(name)));
    }

    void click(String css) {
        until("something to click at " + css, () -> pressed(displayed(css)));
    }

    void clickTwice(String css) {
        new Actions(driver).doubleClick(centred(see(css))).perform();
    }

    void type(String id, String text) {
        WebElement field = see("#" + id);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String id, String option) {
        centred(see("#" + id)).sendKeys(option);
    }

    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Moves the focus on until it is on this element, at most 80 times. */
    void tabTo(String css) {
        for (int i = 0; i < 80; i++) {
            if (Boolean.TRUE.equals(script("return document.activeElement?.matches(arguments[0]) ?? false", css))) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("the Tab key never reaches " + css);
    }

    /** Waits until what has the focus says this. */
    void seeFocusOn(String text) {
        until(
                "the focus on “" + text + "”",
                () -> text(driver.switchTo().activeElement()).equals(text) ? true : null);
    }

    @Nullable
    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The page's own memory, for what must never be in it. */
    String stored() {
        return String.valueOf(script("return JSON.stringify({...localStorage, ...sessionStorage})"));
    }

    /** Nothing serious or critical for people with a screen reader, by axe's rules. */
    void isAccessible(String state) {
        if (Boolean.FALSE.equals(script("return 'axe' in window"))) {
            driver.executeScript(AXE);
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(({violations}) => done(violations
                    .filter(({impact}) => impact === 'serious' || impact === 'critical')
                    .map(({id, nodes}) => id + ': ' + nodes.map(({html}) => html).join(' | '))));
                """);
        assertThat((List<?>) found)
                .as("accessibility of %s, %s", state, look.label())
                .isEmpty();
    }

    /** Nothing sticks out at the side. */
    void fits() {
        assertThat(script("return document.documentElement.scrollWidth"))
                .as("width of what is shown")
                .isEqualTo((long) look.width);
    }

    /**
     * Writes a picture of the page, if the run was asked for pictures by {@code -Dstorefront.screenshots=folder}, for
     * some only by {@code -Dstorefront.screenshots.of=phone-dark-cart,desktop-light-catalogue}.
     */
    void picture(String state) {
        String folder = System.getProperty("storefront.screenshots");
        String name = look.label() + "-" + state;
        List<String> wanted =
                List.of(System.getProperty("storefront.screenshots.of", name).split(","));
        if (folder == null || !wanted.contains(name)) {
            return;
        }
        if (!shows("dialog[open]")) {
            script("scrollTo(0, 0)");
        }
        try {
            Path file = Path.of(folder, name + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the console of the browser complains of, the answers of the contract left out. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    private WebElement in() {
        List<WebElement> dialogs = driver.findElements(By.cssSelector("dialog[open]"));
        return dialogs.isEmpty() ? driver.findElement(By.tagName("body")) : dialogs.get(dialogs.size() - 1);
    }

    private @Nullable WebElement named(String name) {
        return in().findElements(By.cssSelector("button, a")).stream()
                .filter(element -> element.isDisplayed() && element.isEnabled())
                .filter(element -> text(element).equals(name))
                .findFirst()
                .orElse(null);
    }

    private @Nullable WebElement displayed(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Boolean pressed(@Nullable WebElement element) {
        if (element == null) {
            return null;
        }
        centred(element).click();
        return true;
    }

    /**
     * Tries again until there is something; a page that redraws itself, or lets nobody press what it is about to
     * replace, is no failure.
     */
    private <T> T until(String expected, Supplier<@Nullable T> look) {
        return Objects.requireNonNull(new WebDriverWait(driver, patience, Duration.ofMillis(50))
                .ignoreAll(List.of(StaleElementReferenceException.class, ElementClickInterceptedException.class))
                .withMessage(() -> expected + " in: " + text(in()))
                .until(d -> look.get()));
    }

    private WebElement centred(WebElement element) {
        script("arguments[0].scrollIntoView({block: 'center'})", element);
        return element;
    }

    private static String text(WebElement element) {
        String text = element.getDomProperty("textContent");
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
