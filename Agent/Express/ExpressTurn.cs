using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Pricing;
using Agent.Wording;
using Microsoft.Extensions.AI;

namespace Agent.Express;

/// <summary>
/// What a script works with: it calls functions, says and asks. Calls that have their result go on at once, the first that has none is left waiting, and is what the chat client
/// answers with. With its result the script goes on, or is run again from its start, to the same end.
/// </summary>
internal sealed class ExpressTurn(CallLog log, DialogueState state, Utterance utterance, Answers answers, WordBook words, Func<Refusal, DialogueState, string> refusals)
{
    private readonly List<FunctionCallContent> _waiting = [];
    private readonly List<Action<object?>> _replies = [];
    private readonly List<string> _said = [];
    private int _calls;
    private int _paused;
    private BasketView? _basket = log.Takeover?.Basket ?? state.Basket;

    public DialogueState State => state;

    public Utterance Utterance { get; private set; } = utterance;

    /// <summary>What the person chose in earlier questions about this wish.</summary>
    public Answers Answers => answers;

    public Language Language { get; private set; } = state.Language;

    /// <summary>Completed once there is nothing more to call.</summary>
    public Task Script { get; set; } = Task.CompletedTask;

    public IReadOnlyList<FunctionCallContent> Waiting => _waiting;

    public IReadOnlyList<string> Said => _said;

    public OpenQuestion? Question { get; private set; }

    /// <summary>As last returned in this turn or before it.</summary>
    public BasketView? Basket => _basket;

    /// <summary>What a model did in this turn before; null where express has planned all of it.</summary>
    public Takeover? Takeover => log.Takeover;

    /// <summary>Delivery is set once a turn.</summary>
    public Task<Reply<BasketView>>? Delivery { get; set; }

    /// <summary>Calls a function; a refusal comes back as one.</summary>
    public Task<Reply<T>> Call<T>(string function, params ReadOnlySpan<(string Name, object? Value)> arguments)
        where T : class
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
            if (value is not null) given.Add(name, value);
        var number = _calls++;
        if (log.Takeover?.TryTake(function, out var result) != true && !log.TryTake(function, given, out result))
        {
            if (!Can(function)) return Task.FromResult(new Reply<T>(null, new Refusal(RefusalCode.Unavailable) { Subject = function }));

            // The id names the call within the conversation: turns are counted, and calls within them.
            _waiting.Add(new FunctionCallContent(CallLog.Id(state.Turns, log.Count, number), function, given) { RawRepresentation = this });
            var reply = new TaskCompletionSource<Reply<T>>();
            _replies.Add(r => reply.SetResult(ReplyOf<T>(function, r)));
            return reply.Task;
        }

        // What was said before a call that has its result was sent with that call.
        _said.Clear();
        Keep(result);
        return Task.FromResult(ReplyOf<T>(function, result));
    }

    /// <summary>The script waits for what it called.</summary>
    public void Pause() => Volatile.Write(ref _paused, 1);

    /// <summary>Gives the script the results of all that it waits for, in order.</summary>
    /// <returns>False where it was given them before: a paused turn goes on once.</returns>
    public bool GoOn(IReadOnlyList<object?> results)
    {
        if (Interlocked.Exchange(ref _paused, 0) == 0) return false;
        Action<object?>[] replies = [.. _replies];
        _replies.Clear();
        _waiting.Clear();
        _said.Clear();
        foreach (var result in results)
        {
            log.Note(result);
            Keep(result);
        }

        for (var i = 0; i < replies.Length; i++) replies[i](results[i]);
        return true;
    }

    public string Word(string key, params ReadOnlySpan<(string Place, object? Value)> values) => words.Say(Language, key, values);

    public bool HasWord(string key) => words.Has(key);

    public string Count(string key, long count, params ReadOnlySpan<(string Place, object? Value)> values) => words.SayCount(Language, key, count, values);

    public void Say(string key, params ReadOnlySpan<(string Place, object? Value)> values) => _said.Add(words.Say(Language, key, values));

    public void SayText(string text) => _said.Add(text);

    /// <summary>What failed, what is kept and what works next.</summary>
    public void Refuse(Refusal refusal)
    {
        // An option that the item does not have comes back by its id.
        if (refusal.Subject is { } subject && HasWord("option." + subject)) refusal = refusal with { Subject = Word("option." + subject) };
        _said.Add(refusals(refusal, state with { Language = Language, Basket = _basket }));
    }

    /// <summary>Ends the reply with a question; its answer goes on with <paramref name="resume"/>, or with this same wish.</summary>
    public void Ask(string key, IReadOnlyList<QuestionChoice> choices, string text, Utterance? resume = null)
    {
        _said.Add(text);
        for (var i = 0; i < choices.Count; i++) _said.Add(string.Create(CultureInfo.InvariantCulture, $"\n{i + 1}. {choices[i].Label}"));
        Question = new OpenQuestion(key.Split(':')[0], choices, Pending.Write(new Pending(key, resume ?? Utterance, resume is null ? answers : Answers.None)));
    }

    /// <summary>As <see cref="Ask"/>, where what was said last is the question, and its answer is no choice.</summary>
    public void Expect(string key, Utterance resume) => Question = new OpenQuestion(key.Split(':')[0], [], Pending.Write(new Pending(key, resume, answers)));

    /// <summary>What was asked before this message is still to be answered.</summary>
    public void AskAgain(OpenQuestion question)
    {
        if (question.Choices.Count > 0) _said.Add("\n" + Word("question.again"));
        for (var i = 0; i < question.Choices.Count; i++) _said.Add(string.Create(CultureInfo.InvariantCulture, $"\n{i + 1}. {question.Choices[i].Label}"));
        Question = question;
    }

    /// <summary>The same turn, its wish read otherwise.</summary>
    public ExpressTurn With(Utterance read)
    {
        Utterance = read;
        return this;
    }

    public void SpeakIn(Language language) => Language = language;

    /// <summary>Nothing was asked for that could take an open question's place.</summary>
    public bool OnlyTalk { get; set; }

    /// <summary>How a discount came about.</summary>
    public string How(Reckoning how) => ReckoningWords.Say(words, Language, how);

    public string Amount(Money money) => Phrases.Amount(money, Language);

    private void Keep(object? result)
    {
        if (result is BasketView basket) _basket = basket;
    }

    private static Reply<T> ReplyOf<T>(string function, object? result)
        where T : class => result switch
        {
            T value => new(value, null),
            Refusal refusal => new(null, refusal),
            _ => new(null, new Refusal(RefusalCode.Unavailable) { Subject = function }),
        };

    /// <summary>With a question to the person open there is nothing left to call.</summary>
    private bool Can(string function) => !log.Asked && (state.Functions.Count == 0 || state.Functions.Contains(function));
}

/// <summary>A function's record, or its refusal.</summary>
internal readonly record struct Reply<T>(T? Value, Refusal? Refusal)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Value is not null;
}
