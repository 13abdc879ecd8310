package store.retro.platform.documents;

/** A stored document is not what is read from its collection. The message names the member, and never its value. */
public final class UnreadableDocumentException extends RuntimeException {

    private final String path;
    private final String complaint;

    UnreadableDocumentException(String complaint) {
        this("", complaint);
    }

    private UnreadableDocumentException(String path, String complaint) {
        super(null, null, false, false);
        this.path = path;
        this.complaint = complaint;
    }

    @Override
    public String getMessage() {
        return path.isEmpty() ? complaint : path + ": " + complaint;
    }

    /** The same, as the document sees it in which this one is a member. */
    UnreadableDocumentException in(String member) {
        return new UnreadableDocumentException(path.isEmpty() ? member : member + "." + path, complaint);
    }
}
