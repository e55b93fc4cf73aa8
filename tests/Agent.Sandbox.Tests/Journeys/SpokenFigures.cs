using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agent.Sandbox.Tests.Journeys;

/// <summary>Finds figures in a text that no function's result and nobody's words contain. Written apart from the agent's own guard, from the stored JSON of the events.</summary>
internal static partial class SpokenFigures
{
    public static IReadOnlyList<string> WithoutSource(string text, IEnumerable<TurnEvent> events)
    {
        var (amounts, times, numbers, words) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var e in events)
        {
            if (e is TurnStarted { Text: { } said }) words.Add(said);
            if (e is not (ToolFinished or ConsentRequested or ConsentResolved or OrderChanged)) continue;
            using var json = JsonDocument.Parse(JsonSerializer.Serialize(e, Conversations.AgentJson.Relaxed.TurnEvent));
            Collect(json.RootElement, amounts, times, numbers, words);
        }

        return
        [
            .. Amount().Matches(text).Select(m => m.Groups["n"].Value).Where(a => !amounts.Contains(Normal(a)) && !words.Any(w => w.Contains(a, StringComparison.Ordinal))),
            .. Time().Matches(text).Select(m => m.Value).Where(t => !times.Contains(t) && !words.Any(w => w.Contains(t, StringComparison.Ordinal))),
            .. Percent().Matches(text).Select(m => m.Groups["n"].Value).Where(p => !numbers.Contains(p) && !words.Any(w => w.Contains(p, StringComparison.Ordinal))),
        ];
    }

    private static void Collect(JsonElement element, HashSet<string> amounts, HashSet<string> times, HashSet<string> numbers, List<string> words)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                if (element.TryGetProperty("minor", out var minor)) amounts.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(minor.GetInt64()) / 100}.{Math.Abs(minor.GetInt64()) % 100:00}"));
                foreach (var property in element.EnumerateObject()) Collect(property.Value, amounts, times, numbers, words);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Collect(item, amounts, times, numbers, words);
                break;
            case JsonValueKind.String:
                var text = element.GetString()!;
                if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) times.Add(TimeZoneInfo.ConvertTime(at, SandboxClock.City).ToString("HH:mm", CultureInfo.InvariantCulture));
                words.Add(text);
                break;
            case JsonValueKind.Number:
                numbers.Add(element.GetRawText());
                break;
        }
    }

    private static string Normal(string amount) => decimal.Parse(amount.Replace(',', '.'), CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"¥(?<n>\d+(?:\.\d+)?)|(?<n>\d+(?:,\d+)?) ?¥|(?<n>\d+(?:\.\d+)?) ?元")]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b\d{1,2}:\d{2}\b")]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<n>\d+) ?%")]
    private static partial Regex Percent();
}
