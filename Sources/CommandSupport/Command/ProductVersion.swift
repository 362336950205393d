/// The version of the product.
public enum ProductVersion {
    /// The version as `--version` and the `User-Agent` header give it.
    public static let text = "0.1.0"
}
