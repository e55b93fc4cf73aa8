using System.Text;

namespace Agent.Models;

/// <summary>A language model behind an OpenAI-compatible address.</summary>
public sealed record ModelEndpoint
{
    public static Uri DefaultUrl { get; } = new("https://api.openai.com/v1");

    public required string Model { get; init; }

    /// <summary>Up to, and without, <c>/chat/completions</c>.</summary>
    public Uri Url { get; init; } = DefaultUrl;

    /// <summary>Null where the server asks for none. It is never printed.</summary>
    public string? ApiKey { get; init; }

    public ModelLimits Limits { get; init; } = new();

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Model = ").Append(Model).Append(", Url = ").Append(Url);
        return true;
    }
}
