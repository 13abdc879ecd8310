package store.retro.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which packages below a room may know which others below it; a package that is not listed has no place there. */
final class Arrows extends ArchCondition<JavaClass> {

    private static final String NONE = "";

    private final Pattern place;
    private final Map<String, Set<String>> allowed;

    /**
     * @param room the last part of its package's name
     * @param allowed by the packages' names within the room; that of the room itself is empty
     */
    Arrows(String room, Map<String, Set<String>> allowed) {
        super("depend only along the arrows in " + room);
        this.place = Pattern.compile("(?:.*\\.)?" + room + "(?:\\.(.+))?");
        this.allowed = allowed;
    }

    Set<String> places() {
        return allowed.keySet();
    }

    boolean concerns(JavaClass type) {
        return place.matcher(type.getPackageName()).matches();
    }

    String placeOf(JavaClass type) {
        Matcher matcher = place.matcher(type.getPackageName());
        return matcher.matches() && matcher.group(1) != null ? matcher.group(1) : NONE;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String from = placeOf(type);
        Set<String> targets = allowed.getOrDefault(from, Set.of());
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass();
            String to = placeOf(target);
            if (concerns(target) && !to.equals(from)) {
                events.add(new SimpleConditionEvent(type, targets.contains(to), dependency.getDescription()));
            }
        }
    }
}
