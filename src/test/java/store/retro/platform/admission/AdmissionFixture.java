package store.retro.platform.admission;

/** Admission for tests in other rooms, where only Spring makes one. */
public final class AdmissionFixture {

    private AdmissionFixture() {}

    /** One request is under way at a time, and whoever comes then is refused. */
    public static AdmissionControl admissionOfOne() {
        return new AdmissionControl(new AdmissionProperties(1, 1, 1, 1), () -> 1);
    }
}
