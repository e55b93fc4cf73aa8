using System.Runtime.CompilerServices;
using Agent.Conversations;
using Agent.Express.Scripts;
using Agent.Express.Understanding;
using Agent.Planning;
using Agent.Plugins;
using Agent.Wording;
using Microsoft.Extensions.AI;

namespace Agent.Express;

/// <summary>
/// The deterministic planner that needs no network: it answers with the same function calls as a model, and with worded text from their results.
/// It keeps nothing between calls; everything is in the messages and the dialogue state, a turn that waits for its results included. Thread-safe.
/// </summary>
public sealed class ExpressChatClient : IChatClient
{
    private static readonly ChatClientMetadata Metadata = new("express");

    private readonly WordBook _words;
    private readonly Grammar _grammar;
    private readonly Func<Refusal, DialogueState, string> _refusals;

    /// <param name="promptsFolder">Where express.*.yaml (what it says) and lexicon.*.yaml (what it understands) are.</param>
    /// <param name="refusals">Words a refusal: what failed, what is kept, what works next.</param>
    /// <exception cref="ShopException">A file is missing or broken; the message names file and line.</exception>
    public ExpressChatClient(string promptsFolder, Func<Refusal, DialogueState, string> refusals)
    {
        _words = WordBook.Load(promptsFolder, "express");
        _grammar = new Grammar(Lexicon.Load(promptsFolder));
        _refusals = refusals;
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = await Run(messages, options.GetDialogue() ?? new DialogueState { Language = Language.English, Now = default });
        for (var i = 0; i < turn.Said.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = turn.Said[i];
            yield return new ChatResponseUpdate(ChatRole.Assistant, i == 0 || piece.StartsWith('\n') ? piece.TrimStart(i == 0 ? '\n' : '\0') : Gap(turn.Said[i - 1], turn.Language) + piece);
        }

        if (turn.Waiting.Count > 0) yield return new ChatResponseUpdate(ChatRole.Assistant, [.. turn.Waiting]) { FinishReason = ChatFinishReason.ToolCalls };
        else if (turn.Question is { } question) yield return new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.Stop }.WithQuestion(question);
        else yield return new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    internal Utterance Understand(string message, DialogueState state) => _grammar.Read(message, state.Language, state.Now);

    private async Task<ExpressTurn> Run(IEnumerable<ChatMessage> messages, DialogueState state)
    {
        var turn = Inline(() => PausedTurn.GoOn(messages, state));
        if (turn is null || turn is { Script.IsCompleted: false, Waiting.Count: 0 })
        {
            turn = Begin(messages, state);
            turn.Script = Inline(() => Script.Run(turn));
        }

        // A script that waits for a result is left as it is; its call is the answer. One that failed must be heard.
        if (turn.Script.IsCompleted) await turn.Script;
        else turn.Pause();
        return turn;
    }

    private ExpressTurn Begin(IEnumerable<ChatMessage> messages, DialogueState state)
    {
        var log = CallLog.Of(messages);
        var utterance = Understand(log.Message, state);
        var answers = Answers.None;
        if (AnswerReader.Read(utterance, state.Question) is { } answered) (utterance, answers) = answered;
        return new ExpressTurn(log, state, utterance, answers, _words, _refusals);
    }

    /// <summary>A script goes on on the thread that brings its results, not where a host's context would post it.</summary>
    private static T Inline<T>(Func<T> run)
    {
        var context = SynchronizationContext.Current;
        if (context is null) return run();
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static string Gap(string before, Language language) => language == Language.Chinese || before.EndsWith('\n') ? "" : " ";
}
