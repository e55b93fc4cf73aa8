using System.Globalization;
using System.Text.Json;

namespace Agent.Models.OpenAI;

/// <summary>What a server says about an error, in any of the forms that servers use.</summary>
/// <param name="Code">A word such as <c>insufficient_quota</c>, or the status that another server in between gave.</param>
/// <param name="Parameter">The field of the request that it is about.</param>
internal sealed record ErrorReport(string Message, string? Code = null, string? Type = null, string? Parameter = null)
{
    /// <summary>The code, where it is an HTTP status.</summary>
    public int? Status => int.TryParse(Code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600 ? status : null;

    /// <returns>Null where the body is no JSON that tells of an error.</returns>
    public static ErrorReport? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return FromBody(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>From a whole body: <c>{"error": …}</c>, the same in a list, <c>{"object":"error", …}</c>, <c>{"detail": …}</c>, <c>{"message": …}</c>.</summary>
    /// <exception cref="InvalidOperationException">Text that is none.</exception>
    public static ErrorReport? FromBody(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array) return body.GetArrayLength() == 0 ? null : FromBody(body[0]);
        if (body.ValueKind != JsonValueKind.Object) return null;
        if (body.TryGetProperty("error", out var error) && From(error) is { } told) return told;
        return body.TryGetProperty("message", out _) || body.TryGetProperty("detail", out _) ? From(body) : null;
    }

    /// <summary>From the value of <c>error</c>; null where it says that there is none.</summary>
    /// <exception cref="InvalidOperationException">Text that is none.</exception>
    public static ErrorReport? From(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String when error.GetString() is { Length: > 0 } text => new ErrorReport(text),
        JsonValueKind.Object when error.GetPropertyCount() > 0 => new ErrorReport(
            Text(error, "message") ?? Text(error, "detail") ?? error.GetRawText(),
            Text(error, "code"),
            Text(error, "type") ?? Text(error, "status"),
            Text(error, "param")),
        _ => null,
    };

    private static string? Text(JsonElement from, string name) => !from.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
        _ => null,
    };
}
