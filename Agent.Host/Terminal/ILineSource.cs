namespace Agent.Host.Terminal;

/// <summary>Where the person's lines come from: a terminal with editing, or a stream.</summary>
internal interface ILineSource
{
    /// <summary>A person sits there and sees each prompt as it is printed.</summary>
    bool IsInteractive { get; }

    /// <param name="prompt">Printed before the line.</param>
    /// <param name="isAnswer">The line answers a question; it is not worth recalling.</param>
    /// <returns>Null at the end of input.</returns>
    Task<string?> ReadAsync(string prompt, bool isAnswer, CancellationToken cancellationToken);

    /// <summary>Forgets what was typed before now. A line that a stream still holds was not typed ahead; it stays.</summary>
    /// <returns>Whether there was something.</returns>
    Task<bool> DropTypedAheadAsync();

    /// <summary>Empties the line that is being typed.</summary>
    /// <returns>Whether it had something on it.</returns>
    bool ClearLine();
}
