using Agent.Host.Chat;
using Agent.Models;
using Agent.Plugins;
using Agent.Telemetry;

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
        if (Text(environment(AgentTelemetry.ContentVariable)) is { } asked) settings = settings with { RecordsContent = AgentTelemetry.AsksForContent(asked) };
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
