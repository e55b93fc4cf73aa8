using System.Text.Json;
using System.Text.Json.Serialization;

namespace Agent.Plugins;

/// <summary>An enumeration by its names in snake_case, as <see cref="PluginsJson"/> writes all of them; on the type itself it also holds where JSON is written without metadata.</summary>
public sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
