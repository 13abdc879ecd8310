package store.retro.development.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import store.retro.development.lab.LabRefusal.Code;

/** What is played in all four styles at once, with the styles whose books it leaves wrong. */
enum Script {
    ROLLBACK(
            "The code fails between two writes",
            "Stock and total have changed when the code throws: three styles take it back, one does not.",
            LabStyle.plain),
    SERVER_DIES(
            "The server dies before the order is written",
            "A store process is killed in the middle: what it had written in a transaction was never there.",
            LabStyle.plain),
    TWO_BUYERS(
            "Two buyers, one console",
            "Both see the last one; the recipe sells it twice, this store once.",
            LabStyle.plain,
            LabStyle.recipe),
    ANSWER_LOST(
            "The answer is lost, the buyer presses again",
            "The second press finds the order of the first; the recipe makes another.",
            LabStyle.plain,
            LabStyle.recipe),
    CALLBACK_TWICE(
            "The callback runs twice",
            "After a write conflict the body runs again: the recipe adds to lifeTimeValue a second time.",
            LabStyle.plain,
            LabStyle.recipe),
    TOTAL_CHANGES(
            "The total of a user changes under the transaction",
            "The buyer's other tab orders meanwhile: the recipe saves the total that it had loaded.",
            LabStyle.plain,
            LabStyle.recipe);

    private final String title;
    private final String lookFor;
    private final List<LabStyle> wrong;

    Script(String title, String lookFor, LabStyle... wrong) {
        this.title = title;
        this.lookFor = lookFor;
        this.wrong = List.of(wrong);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String lookFor() {
        return lookFor;
    }

    /** Whose books it leaves wrong. */
    List<LabStyle> wrong() {
        return wrong;
    }

    boolean needsSecondProcess() {
        return this == SERVER_DIES;
    }

    /** How many consoles there are. */
    int stock() {
        return this == TWO_BUYERS ? 1 : 5;
    }

    static Script of(String id) {
        return Arrays.stream(values())
                .filter(script -> script.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new LabRefusal(Code.NOT_FOUND, "There is no such script."));
    }
}
