using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Agent.Models;
using Agent.Plugins;

namespace Agent.Host.Models;

/// <summary><c>agent.json</c>: models in the order they are tried, prices by model, and budgets.</summary>
internal sealed record ConfigurationFile
{
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
            return JsonSerializer.Deserialize(file, ConfigurationJson.Default.ConfigurationFile) ?? new ConfigurationFile();
        }
        catch (JsonException e)
        {
            throw new ShopException("configuration_broken", string.Create(CultureInfo.InvariantCulture, $"{path}, line {(e.LineNumber ?? 0) + 1}: {e.Message.Split(" Path:")[0]}"), e) { Subject = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShopException("configuration_broken", $"{path} cannot be read: {e.Message}", e) { Subject = path };
        }
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
