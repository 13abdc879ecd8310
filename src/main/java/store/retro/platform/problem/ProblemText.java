package store.retro.platform.problem;

/**
 * What a problem says to people and to clients.
 *
 * @param status of the response
 * @param title the problem in a few words, the same each time
 * @param meaning what has happened
 * @param advice what to do about it
 */
public record ProblemText(int status, String title, String meaning, String advice) {}
