package dev.tollgate.upstream;

/**
 * Our secret at a provider. It goes into one header and nowhere else: its text form is a constant,
 * so that no log, message or record that holds it can give it away.
 *
 * @param value visible ASCII, at least one character
 */
public record ProviderKey(String value) {

  public ProviderKey {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a provider's key consists of visible ASCII characters");
    }
  }

  @Override
  public String toString() {
    return "ProviderKey[hidden]";
  }
}
