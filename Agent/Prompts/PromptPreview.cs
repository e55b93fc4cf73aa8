using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Agent.Conversations;
using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Microsoft.Extensions.AI;

namespace Agent.Prompts;

/// <summary>Shows what a model would be given. Sends and stores nothing.</summary>
public sealed class PromptPreview
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PlannerPrompt _prompt;
    private readonly FunctionCatalogue _catalogue;
    private readonly IDatabase _database;
    private readonly AgentSettings _settings;
    private readonly TimeProvider _clock;
    private readonly IdSource _ids;

    internal PromptPreview(PlannerPrompt prompt, FunctionCatalogue catalogue, IDatabase database, AgentSettings settings, TimeProvider clock, IdSource ids) =>
        (_prompt, _catalogue, _database, _settings, _clock, _ids) = (prompt, catalogue, database, settings, clock, ids);

    /// <exception cref="ShopException">prompt_missing or prompt_broken: names the file, the line and what is expected there.</exception>
    public void Check() => _ = _prompt.File;

    /// <summary>The prompt, the conversation, the state and the functions, for a message that the person would write next.</summary>
    /// <param name="conversationId">Null for a new conversation.</param>
    /// <exception cref="ShopException">A prompt is missing or broken, or what the storage says.</exception>
    public async Task<string> ShowAsync(string personId, string? conversationId, string text, CancellationToken cancellationToken = default)
    {
        var memory = new ConversationMemory();
        if (conversationId is not null)
            foreach (var e in await _database.ReadAsync(tx => ConversationStore.Read(tx, personId, conversationId, 0), cancellationToken)) memory.Fold(e);
        var language = LanguageDetector.Detect(text) ?? memory.Language ?? Language.English;
        memory.Fold(new TurnStarted(text, language));
        var turn = new TurnContext { PersonId = personId, ConversationId = conversationId ?? "new", TurnId = "preview", Language = language, TimeZone = _settings.TimeZone, Clock = _clock, Ids = _ids };
        var state = memory.State(language, turn.Now, _catalogue.Names);
        var request = _prompt.Of(memory.Messages(), new ChatOptions { Tools = _catalogue.Advertised }, state, new TurnRoute(turn, memory.Used, _clock.GetTimestamp()));
        return Written(request);
    }

    private static string Written(ModelRequest request)
    {
        var shown = new StringBuilder();
        shown.Append(CultureInfo.InvariantCulture, $"# {request.Prompt.Path}: {request.Prompt.Name}, version {request.Prompt.Version ?? "none"}, hash {request.Prompt.Hash}, about {request.Tokens} tokens\n");
        foreach (var message in request.Messages) shown.Append(CultureInfo.InvariantCulture, $"\n## {message.Role}\n{message.Text.Trim()}\n");
        shown.Append("\n## functions\n");
        foreach (var function in request.Options.Tools ?? [])
            shown.Append(CultureInfo.InvariantCulture, $"{function.Name}: {function.Description}\n{JsonSerializer.Serialize(((AIFunction)function).JsonSchema, Indented)}\n");
        return shown.ToString().TrimEnd();
    }
}
