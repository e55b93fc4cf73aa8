using System.Text.Json;
using System.Text.Json.Serialization;
using Agent.Conversations;
using Agent.Express.Understanding;

namespace Agent.Express;

/// <summary>What an open question goes on with: the wish as it was understood, and what was chosen so far.</summary>
/// <param name="Key">Which answer the question gives.</param>
internal sealed record Pending(string Key, Utterance Utterance, Answers Answers)
{
    public static string Write(Pending pending) => JsonSerializer.Serialize(pending, PendingJson.Default.Pending);

    /// <summary>Null for a question that another chat client asked.</summary>
    public static Pending? Read(OpenQuestion? question)
    {
        if (question?.Resume is not { Length: > 0 } text || text[0] != '{') return null;
        try
        {
            return JsonSerializer.Deserialize(text, PendingJson.Default.Pending);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Answers by question: "item:0" to an item's id.</summary>
internal sealed record Answers(IReadOnlyDictionary<string, string> Given)
{
    public static Answers None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    public string? this[string key] => Given.GetValueOrDefault(key);

    public Answers With(string key, string choice) => new(new Dictionary<string, string>(Given, StringComparer.Ordinal) { [key] = choice });
}

[JsonSerializable(typeof(Pending))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
internal sealed partial class PendingJson : JsonSerializerContext;
