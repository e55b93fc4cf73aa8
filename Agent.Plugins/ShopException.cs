namespace Agent.Plugins;

/// <summary>The one exception whose message the model and the person may see. Anything else is masked, logged with an id, and only the id is shown.</summary>
/// <param name="code">snake_case and stable; the wording per language hangs on it.</param>
public sealed class ShopException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A platform or gateway that could not be reached, or did not answer in time. What it did meanwhile is not known.</summary>
    public const string Unavailable = "unavailable";

    public string Code { get; } = code;

    /// <summary>The name of the platform, gateway or file that the message is about.</summary>
    public string? Subject { get; init; }
}
