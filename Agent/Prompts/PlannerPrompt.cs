using System.Text.Json;
using Agent.Conversations;
using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Microsoft.Extensions.AI;

namespace Agent.Prompts;

/// <summary>The wire adapter: what the planner holds as typed records becomes the messages that a model is given. The prompt stands first and is the same for everybody; what changes stands last.</summary>
internal sealed class PlannerPrompt(PromptStore planner, PromptStore summary, FunctionCatalogue catalogue)
{
    /// <summary>Of mixed text. It only has to reserve enough; what was really used is settled afterwards.</summary>
    private const int CharactersAToken = 3;

    private readonly int _functionTokens = catalogue.Advertised.Sum(f => f.Name.Length + f.Description.Length + ((AIFunction)f).JsonSchema.GetRawText().Length) / CharactersAToken;

    /// <exception cref="ShopException">prompt_missing or prompt_broken, where there never was a whole version.</exception>
    public PromptFile File => planner.Current;

    public ModelRequest Of(IList<ChatMessage> messages, ChatOptions? options, DialogueState state, TurnRoute route)
    {
        var latest = messages.Count - 1;
        while (latest > 0 && messages[latest].Role != ChatRole.User) latest--;
        var prefix = route.Prefix ??= Render(messages.Take(latest), state);
        var all = new List<ChatMessage>(prefix.Messages.Count + messages.Count - latest);
        all.AddRange(prefix.Messages);
        var characters = prefix.Characters;
        for (var i = latest; i < messages.Count; i++)
        {
            var written = Written(prefix.Turn, i - latest, messages[i], state.Language);
            characters += written.Characters;
            all.Add(written.Wire);
        }

        var calls = options?.Tools is { Count: > 0 };
        var wire = Sampled(prefix.Prompt.Settings);
        if (calls) (wire.Tools, wire.AllowMultipleToolCalls) = (catalogue.Advertised, true);
        return new ModelRequest(all, wire, prefix.Prompt, (characters / CharactersAToken) + (calls ? _functionTokens : 0));
    }

    /// <summary>A request of another prompt, without a conversation and without functions.</summary>
    public static ModelRequest Of(PromptFile words, IReadOnlyDictionary<string, object?> values)
    {
        var messages = words.Render(values, []);
        return new ModelRequest([.. messages], Sampled(words.Settings), words, messages.Sum(Characters) / CharactersAToken);
    }

    private static ChatOptions Sampled(PromptSettings settings) => new()
    {
        Temperature = (float?)settings.Temperature,
        TopP = (float?)settings.TopP,
        MaxOutputTokens = settings.MaxTokens,
        Seed = settings.Seed,
    };

    private PromptPrefix Render(IEnumerable<ChatMessage> before, DialogueState state)
    {
        var prompt = planner.Current;
        var messages = prompt.Render(StateVariables.Of(state, summary.Current), before);
        return new PromptPrefix(prompt, messages, messages.Sum(Characters));
    }

    /// <summary>A message of the turn goes out again in each of its later rounds, and is written in the first.</summary>
    private WrittenMessage Written(List<WrittenMessage> turn, int at, ChatMessage said, Language language)
    {
        if (at < turn.Count && turn[at].Said == said) return turn[at];
        turn.RemoveRange(at, turn.Count - at);
        var wire = OnWire(said, language);
        var written = new WrittenMessage(said, wire, Characters(wire));
        turn.Add(written);
        return written;
    }

    private ChatMessage OnWire(ChatMessage message, Language language)
    {
        if (message.Role != ChatRole.Tool) return message;
        return new ChatMessage(ChatRole.Tool, [.. message.Contents.Select(c => c is FunctionResultContent result ? new FunctionResultContent(result.CallId, Text(result.RawRepresentation is JsonElement ? result.RawRepresentation : result.Result, language)) : c)]);
    }

    /// <summary>A call that was made wrongly comes back with how to make it.</summary>
    private string Text(object? result, Language language)
    {
        var text = ResultText.Of(result, language);
        if (result is not Refusal { Code: RefusalCode.CallInvalid, Subject: { } name } || catalogue.Advertised.FirstOrDefault(f => f.Name == name) is not AIFunction function) return text;
        return $"{text[..^1]},\"parameters\":{function.JsonSchema.GetRawText()}}}";
    }

    private static int Characters(ChatMessage message)
    {
        var count = 0;
        foreach (var content in message.Contents)
        {
            count += content switch
            {
                TextContent text => text.Text.Length,
                FunctionResultContent { Result: string text } => text.Length,
                FunctionCallContent call => 40 + ((call.Arguments?.Count ?? 0) * 40),
                _ => 0,
            };
        }

        return count;
    }
}

/// <summary>What stands before a turn's own messages, and those as they were written so far.</summary>
internal sealed record PromptPrefix(PromptFile Prompt, IReadOnlyList<ChatMessage> Messages, int Characters)
{
    public List<WrittenMessage> Turn { get; } = [];
}

/// <param name="Wire">What a model is given for it.</param>
internal readonly record struct WrittenMessage(ChatMessage Said, ChatMessage Wire, int Characters);

/// <param name="Tokens">Estimated, of the input.</param>
internal sealed record ModelRequest(IList<ChatMessage> Messages, ChatOptions Options, PromptFile Prompt, int Tokens);
