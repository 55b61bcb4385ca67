package io.sallyport.identity.internal;

import io.sallyport.identity.Token;
import io.sallyport.identity.User;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The refusals of this bundle; every code is registered in ADR 0003. */
final class Refusals {
  static final String WRONG = "SP-IDENTITY-0001";
  static final String DAMAGED = "SP-IDENTITY-0009";
  static final String DAMAGED_TOKENS = "SP-IDENTITY-0018";
  /** In entries only. */
  static final String UNRECORDED = "SP-IDENTITY-0060";
  private static final String REALM = "local realm";
  private static final String TOKENS = "tokens";

  private Refusals() {}

  static Refusal wrong() {
    return new Refusal(WRONG, "user or password is wrong", REALM, "try again, or ask an admin");
  }

  static Refusal locked(Instant until) {
    return new Refusal("SP-IDENTITY-0002", "too many failures in a row", REALM,
        "try again after " + until.truncatedTo(ChronoUnit.SECONDS));
  }

  static RefusedException taken(String id) {
    return refuse("SP-IDENTITY-0003", "the id is or was in use; ids are never given again", "user " + id, "choose another id");
  }

  static RefusedException nameTaken(String id, User other) {
    return refuse("SP-IDENTITY-0050", "there is an account of that name already: " + other.id(), "user " + id,
        "name its person if it is the same one (--person " + other.person() + "); otherwise write the names so that they can be told apart");
  }

  static RefusedException weak(int shortest) {
    return refuse("SP-IDENTITY-0005", "the password is too short", REALM, "use at least " + shortest + " characters");
  }

  static RefusedException noKey(String id) {
    return refuse("SP-IDENTITY-0006", "there is no approver key for this user on this appliance", "user " + id,
        "sign where the key is kept and import the signature, or commission the user as an approver");
  }

  static RefusedException notTheirRole(String id, String role) {
    return refuse("SP-IDENTITY-0007", "the user does not hold the role " + role, "user " + id, "sign in a role that the user holds");
  }

  static RefusedException unknown(String id) {
    return refuse("SP-IDENTITY-0008", "there is no such user", "user " + id, "see identity:list");
  }

  static RefusedException damaged(String file, String what) {
    return refuse(DAMAGED, "the list of users " + what, file, "restore DATA/site from a backup");
  }

  static Refusal wrongToken() {
    return new Refusal("SP-IDENTITY-0011", "there is no token, or it is wrong", TOKENS, "show a token made with identity:token-create");
  }

  static Refusal expiredToken(Token token) {
    return new Refusal("SP-IDENTITY-0012", "the token has expired at " + token.expires(), "token " + token.name(), "have another made with identity:token-create");
  }

  static Refusal revokedToken(Token token) {
    return new Refusal("SP-IDENTITY-0013", "the token was revoked", "token " + token.name(), "have another made with identity:token-create");
  }

  static Refusal tooManyTokens() {
    return new Refusal("SP-IDENTITY-0014", "there is no token, or it is wrong, too often within a minute", TOKENS, "correct the token, then try again in a minute");
  }

  static RefusedException takenToken(String name) {
    return refuse("SP-IDENTITY-0015", "a token of that name is or was in use; names are never given again", "token " + name, "choose another name");
  }

  static RefusedException unknownToken(String name) {
    return refuse("SP-IDENTITY-0016", "there is no such token", "token " + shown(name), "see identity:token-list");
  }

  static RefusedException badToken(String what) {
    return refuse("SP-IDENTITY-0017", what, TOKENS, "correct it and try again");
  }

  static RefusedException damagedTokens(String file, String what) {
    return refuse(DAMAGED_TOKENS, "the list of tokens " + what, file, "restore DATA/site from a backup");
  }

  static RefusedException unreadableTokens(String file, String why) {
    return refuse("SP-IDENTITY-0019", "the list of tokens cannot be read: " + why, file, "let the appliance's user read it; it is tried again by itself");
  }

  static RefusedException unknownSession(String id) {
    return refuse("SP-IDENTITY-0020", "there is no such session", "session " + shown(id), "see identity:session-list");
  }

  static Refusal badSessions(String what) {
    return new Refusal("SP-IDENTITY-0021", what, "DATA/site/etc/io.sallyport.identity.sessions.cfg", "correct it; it is taken up at once");
  }

  static Refusal disabled(String id, String by, Instant at) {
    return over("SP-IDENTITY-0030", "your access was ended by " + by + " at " + seconds(at), id, "ask an admin");
  }

  static Refusal passwordChanged(String id, Instant at) {
    return over("SP-IDENTITY-0031", "your password was changed at " + seconds(at), id, "log in with the new one; if it was not you, tell an admin");
  }

  static Refusal ended(String id) {
    return over("SP-IDENTITY-0032", "your access has ended", id, "ask an admin");
  }

  static Refusal withdrawn(String id, String by, Instant at) {
    return over("SP-IDENTITY-0033", "a role of yours was withdrawn by " + by + " at " + seconds(at), id, "log in again");
  }

  static RefusedException noAccess(String id) {
    return refuse("SP-IDENTITY-0034", "this person's access has ended", "user " + id, "enrol them under another id");
  }

  static Refusal left(String id) {
    return over("SP-IDENTITY-0035", "your connection has closed", id, "log in again and see how far it came");
  }

  private static Refusal over(String code, String what, String id, String next) {
    return new Refusal(code, what + ": this session is over", "user " + id, next);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String shown(String name) {
    String clean = name.replaceAll("[^\\p{Alnum}._-]", "?");
    return clean.length() > 64 ? clean.substring(0, 64) : clean;
  }

  static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
