using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Agent.Models;
using Agent.Plugins;

namespace Agent.Host.Models;

/// <summary><c>agent.json</c>: models in the order they are tried, prices by model, and budgets.</summary>
internal sealed record ConfigurationFile
{
    /// <summary>In seconds: beyond it a turn has long ended.</summary>
    private const int LongestFirstToken = 3600;

    private const int MostRetries = 10;

    // Settable: a generated reader gives an init property that is left out null in place of what stands here.
    public IReadOnlyList<ConfiguredModel> Models { get; set; } = [];

    /// <summary>By model, in units of the currency for a million tokens.</summary>
    public IReadOnlyDictionary<string, ModelPrice> Prices { get; set; } = new Dictionary<string, ModelPrice>(StringComparer.Ordinal);

    public ModelBudget Budget { get; set; } = new();

    public bool WordReceipts { get; set; }

    /// <summary>Lets traces hold what is said.</summary>
    public bool RecordContent { get; set; }

    /// <exception cref="ShopException">configuration_broken: names the file, the line and what is expected there.</exception>
    public static ConfigurationFile Read(string path)
    {
        if (!File.Exists(path)) return new ConfigurationFile();
        try
        {
            using var file = File.OpenRead(path);
            var configured = JsonSerializer.Deserialize(file, ConfigurationJson.Default.ConfigurationFile) ?? new ConfigurationFile();
            return configured.Wrong() is { } wrong ? throw new ShopException("configuration_broken", $"{path}: {wrong}") { Subject = path } : configured;
        }
        catch (JsonException e)
        {
            throw new ShopException("configuration_broken", string.Create(CultureInfo.InvariantCulture, $"{path}, line {(e.LineNumber ?? 0) + 1}: {Expected(e)}"), e) { Subject = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShopException("configuration_broken", $"{path} cannot be read: {e.Message}", e) { Subject = path };
        }
    }

    /// <summary>What is well written and still cannot be; null where all can.</summary>
    private string? Wrong()
    {
        if (Models is null || Prices is null || Budget is null) return "\"models\", \"prices\" and \"budget\" cannot be null; leave out what is not wanted.";
        if (Models.Any(m => string.IsNullOrWhiteSpace(m?.Model))) return "each of \"models\" needs the name of its \"model\".";
        foreach (var model in Models)
        {
            if (model.Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))) return $"\"url\" of the model '{model.Model}' is '{url.OriginalString}', which is not an address such as {ModelEndpoint.DefaultUrl}.";
            if (model.RequestsPerMinute < 1 || model.TokensPerMinute < 1) return $"a minute's bound of the model '{model.Model}' must be at least 1.";
            if (model.FirstTokenSeconds is < 1 or > LongestFirstToken) return string.Create(CultureInfo.InvariantCulture, $"\"first_token_seconds\" of the model '{model.Model}' must be between 1 and {LongestFirstToken}.");
            if (model.Retries is < 0 or > MostRetries) return string.Create(CultureInfo.InvariantCulture, $"\"retries\" of the model '{model.Model}' must be between 0 and {MostRetries}.");
        }

        if (Prices.FirstOrDefault(p => p.Value is null || p.Value.Input < 0 || p.Value.Output < 0 || p.Value.CachedInput < 0) is { Key: { } priced }) return $"each of \"prices\" of '{priced}' must be 0 or more.";
        return Budget is { ConversationTokens: < 0 } or { ConversationCost: < 0 } or { DayTokens: < 0 } or { DayCost: < 0 } ? "each bound of \"budget\" must be 0 or more; 0 asks no model." : null;
    }

    /// <summary>The reader's own words name types of this program, which say nothing to who wrote the file.</summary>
    private static string Expected(JsonException e)
    {
        var said = e.Message.Split(" Path:")[0];
        var at = e.Path is null or "$" ? "the file" : $"\"{e.Path.TrimStart('$', '.')}\"";
        return said.Contains("could not be converted", StringComparison.Ordinal) ? $"{at} is not of the kind that it must be."
            : said.Contains("could not be mapped", StringComparison.Ordinal) ? $"there is no setting {at}."
            : said.Contains("missing required", StringComparison.Ordinal) ? $"{at} lacks {said[(said.LastIndexOf(':') + 1)..].Trim()}"
            : said;
    }

    public ModelSettings ToSettings() => new()
    {
        Endpoints = [.. Models.Select(m => new ModelEndpoint { Model = m.Model, Url = m.Url ?? ModelEndpoint.DefaultUrl, ApiKey = m.ApiKey, Limits = LimitsOf(m.Model) })],
        Budget = Budget,
        WordsReceipts = WordReceipts,
        RecordsContent = RecordContent,
    };

    public ModelLimits LimitsOf(string model)
    {
        var limits = new ModelLimits { Price = Prices.GetValueOrDefault(model) };
        if (Models.FirstOrDefault(m => m.Model == model) is not { } configured) return limits;
        return limits with
        {
            RequestsPerMinute = configured.RequestsPerMinute,
            TokensPerMinute = configured.TokensPerMinute,
            FirstToken = configured.FirstTokenSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : limits.FirstToken,
            Retries = configured.Retries ?? limits.Retries,
        };
    }
}

internal sealed record ConfiguredModel
{
    public required string Model { get; init; }

    public Uri? Url { get; init; }

    public string? ApiKey { get; init; }

    public int? RequestsPerMinute { get; init; }

    public int? TokensPerMinute { get; init; }

    public int? FirstTokenSeconds { get; init; }

    public int? Retries { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(ConfigurationFile))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
