using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Agent.Host.Chat;
using Agent.Models;
using Agent.Plugins;

namespace Agent.Host.Models;

/// <summary>Which models plan: from the environment (OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL), and from <c>agent.json</c> beside the database. The environment's stand first.</summary>
internal sealed class ModelConfiguration
{
    /// <summary>Where only a key is given.</summary>
    public const string DefaultModel = "gpt-4.1-mini";

    /// <summary>The value of --model that asks no model.</summary>
    public const string None = "none";

    private ModelConfiguration(ModelSettings settings, string? problem) => (Settings, Problem) = (settings, problem);

    public ModelSettings Settings { get; }

    /// <summary>Why a model that was asked for cannot be used, and which setting to change; null where all is well. The chat goes on without it.</summary>
    public string? Problem { get; }

    /// <param name="environment">The value of a variable.</param>
    /// <exception cref="ShopException">configuration_broken: names the file, the line and what is expected there.</exception>
    public static ModelConfiguration Read(ChatOptions options, Func<string, string?> environment)
    {
        var (file, model) = (options.ConfigurationPath, options.Model);
        var configured = ConfigurationFile.Read(file);
        var settings = configured.ToSettings() with { PlannerPrompt = options.PromptPath };
        if (model == None) return new ModelConfiguration(settings with { Endpoints = [] }, null);

        var (key, url, names) = (Text(environment("OPENAI_API_KEY")), Text(environment("OPENAI_BASE_URL")), Text(environment("OPENAI_MODEL")));
        if (key is null && url is null && names is null && model is null) return new ModelConfiguration(settings, null);
        if (key is null && url is null && configured.Models.Count > 0)
        {
            var chosen = settings.Endpoints.Where(e => model is null || e.Model == model).ToArray();
            return chosen.Length > 0
                ? new ModelConfiguration(settings with { Endpoints = chosen }, null)
                : new ModelConfiguration(settings with { Endpoints = [] }, $"{file} has no model '{model}'; give one of {string.Join(", ", settings.Endpoints.Select(e => e.Model))}.");
        }

        if (key is null && url is null) return new ModelConfiguration(settings, "no key for the language model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server that needs none.");
        var address = ModelEndpoint.DefaultUrl;
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out address!) || address.Scheme is not ("http" or "https")))
            return new ModelConfiguration(settings, $"OPENAI_BASE_URL is '{url}', which is not an address such as https://api.openai.com/v1.");
        var endpoints = (model ?? names ?? DefaultModel).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => new ModelEndpoint { Model = name, Url = address, ApiKey = key, Limits = configured.LimitsOf(name) });
        return new ModelConfiguration(settings with { Endpoints = [.. endpoints, .. model is null ? settings.Endpoints : []] }, null);
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary><c>agent.json</c>: models in the order they are tried, prices by model, and budgets.</summary>
internal sealed record ConfigurationFile
{
    public IReadOnlyList<ConfiguredModel> Models { get; init; } = [];

    /// <summary>By model, in units of the currency for a million tokens.</summary>
    public IReadOnlyDictionary<string, ModelPrice> Prices { get; init; } = new Dictionary<string, ModelPrice>(StringComparer.Ordinal);

    public ModelBudget Budget { get; init; } = new();

    public bool WordReceipts { get; init; }

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
